package dev.becas.linear;

import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;
import dev.becas.kernel.signal.Progress;
import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingQueue;
import dev.becas.kernel.training.TrainingWork;

/// The linear learner: the microsecond member of the cascade and the honest rival of every language model.
public final class LinearPlugin implements BecasPlugin {
    /// The name of its trainer and of its runtime.
    public static final String NAME = "linear";

    private Runnable afterwards = () -> {};

    @Override
    public void start(PluginContext context) throws Exception {
        LinearOptions options = context.settings(NAME, LinearOptions.DEFAULT);
        LinearTrainer trainer = new LinearTrainer(context.dataFolder());
        ProgressGauges gauges = new ProgressGauges();
        TrainingWork work = new TrainingWork(trainer, context.dataFolder(), job -> step -> {
            gauges.step(step);
            context.signals().publish(Progress.of(job, "train-" + NAME, step));
        });
        context.provide(Trainer.class, NAME, trainer);
        context.provide(ModelRuntime.class, NAME, new LinearRuntime(context.dataFolder(), options.maxLoaded()));
        context.provide(TrainingQueue.class, NAME, new TrainingQueue(context.store(), work));
        context.work(work.kind(), work);
        context.subscribe(work.subscription());
        gauges.register(context.metrics());
        afterwards = () -> gauges.remove(context.metrics());
    }

    @Override
    public void stop() {
        afterwards.run();
    }
}
