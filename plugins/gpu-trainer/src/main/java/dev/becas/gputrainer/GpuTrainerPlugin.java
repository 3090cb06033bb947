package dev.becas.gputrainer;

import dev.becas.gputrainer.base.BaseFiles;
import dev.becas.gputrainer.command.ModelCommands;
import dev.becas.gputrainer.device.DeviceMemory;
import dev.becas.gputrainer.port.CardMinutes;
import dev.becas.gputrainer.port.DeviceJob;
import dev.becas.gputrainer.port.GpuRuntime;
import dev.becas.gputrainer.port.GpuTrainer;
import dev.becas.gputrainer.port.MeteredTrainer;
import dev.becas.gputrainer.port.NamedBase;
import dev.becas.gputrainer.rival.TrainedRivals;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;
import dev.becas.kernel.signal.Progress;
import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingCosts;
import dev.becas.kernel.training.TrainingQueue;
import dev.becas.kernel.training.TrainingWork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The trainer of language models: commands that work on model files, and for the pipeline a trainer and a runtime of
/// one base. All that needs LibTorch is done by workers, processes of their own that start with their first job: one
/// for commands, one that trains, one that serves.
public final class GpuTrainerPlugin implements BecasPlugin {
    /// The name of its trainer and of its runtime.
    public static final String NAME = "gpu-trainer";

    private static final Logger LOG = LoggerFactory.getLogger(GpuTrainerPlugin.class);

    private final Deque<Runnable> afterwards = new ArrayDeque<>();

    @Override
    public void start(PluginContext context) throws Exception {
        TrainerSettings settings = context.settings("trainer", TrainerSettings.DEFAULTS);
        ModelCommands.of(worker("model-worker", Workers.cache(), settings, context), context.services())
                .forEach(context::command);
        if (!settings.base().isEmpty()) {
            offer(context, settings);
        }
    }

    private void offer(PluginContext context, TrainerSettings settings) throws Exception {
        NamedBase base = new NamedBase(settings.base(), BaseFiles.ofThisUser());
        lookFor(base);
        Path data = context.dataFolder();
        Path logs = data.resolve("logs");
        Supervisor worker = worker("trainer", logs, settings, context);
        CardMinutes minutes = new CardMinutes(data.resolve("card-minutes.jsonl"), context.clock(), System::nanoTime);
        Trainer trainer = new MeteredTrainer(
                new GpuTrainer(
                        NAME,
                        data,
                        base,
                        settings.device(),
                        settings.options(),
                        worker,
                        new TrainedRivals(context.services())),
                () -> DeviceJob.of(settings.device(), worker),
                minutes);
        GpuRuntime runtime =
                new GpuRuntime(NAME, data, base, settings.device(), worker("runtime", logs, settings, context));
        afterwards.push(runtime::close);
        TrainingWork work = new TrainingWork(
                trainer, data, job -> step -> context.signals().publish(Progress.of(job, "train-" + NAME, step)));
        context.provide(Trainer.class, NAME, trainer);
        context.provide(ModelRuntime.class, NAME, runtime);
        context.provide(TrainingCosts.class, NAME, minutes);
        context.provide(TrainingQueue.class, NAME, new TrainingQueue(context.store(), work));
        context.work(work.kind(), work);
        context.subscribe(work.subscription());
    }

    /// The bot starts without it, because it may be fetched by a command of the bot.
    private static void lookFor(NamedBase base) {
        try {
            LOG.info("trainer.base is {}", base.file());
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("trainer.base: {}; nothing is trained or answered with it until it is there", e.getMessage());
        }
    }

    private Supervisor worker(String name, Path logs, TrainerSettings settings, PluginContext context) {
        DeviceMemory memory = new DeviceMemory(settings.deviceMemory());
        Supervisor worker = Workers.of(name, logs, memory, sentence -> {
            LOG.warn("{}", sentence);
            context.signals().publish(new WorkerEnded(name, sentence));
        });
        afterwards.push(worker::close);
        return worker;
    }

    @Override
    public void stop() {
        afterwards.forEach(Runnable::run);
        afterwards.clear();
    }
}
