package dev.becas.kernel.training;

import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.bus.SubscriptionOptions;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.flow.TrainingFlow.FineTuningFailed;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Pattern;

/// From `training.requested` to `fine_tuning.completed` or `fine_tuning.failed`. A request for this trainer becomes a
/// piece of outside work under its job's id; the work is done in `models/<job id>` of the data folder and found again
/// there after a kill; the answer commits together with the work's end.
public final class TrainingWork implements OutboxWorker {
    private static final int ATTEMPTS_MAX = 3;

    /// A job's id names a folder, so it must not lead out of the one it is in.
    private static final Pattern JOB_ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,127}");

    private final Trainer trainer;
    private final Path dataFolder;
    private final Function<String, TrainingProgress> progress;

    /// @param progress who hears of a job, by its id
    public TrainingWork(Trainer trainer, Path dataFolder, Function<String, TrainingProgress> progress) {
        this.trainer = trainer;
        this.dataFolder = dataFolder;
        this.progress = progress;
    }

    /// The kind of the outside work: `train-` and the trainer's name.
    public String kind() {
        return "train-" + trainer.name();
    }

    /// Takes in the requests that name this trainer. The plugin that subscribes bears the trainer's name.
    public Subscription subscription() {
        return new Subscription(trainer.name() + ".training", this::isForUs, this::queue, SubscriptionOptions.DEFAULT);
    }

    private boolean isForUs(FlowEvent event) {
        return event instanceof TrainingRequested asked
                && asked.request().trainer().equals(trainer.name());
    }

    private Effect queue(List<Delivery> batch) {
        return tx -> {
            for (Delivery delivery : batch) {
                if (delivery.event() instanceof TrainingRequested asked) {
                    tx.outbox(
                            kind(),
                            kind() + "/" + asked.request().jobId(),
                            asked.head().id(),
                            asked);
                }
            }
        };
    }

    @Override
    public int attemptsMax() {
        return ATTEMPTS_MAX;
    }

    @Override
    public Effect perform(OutboxItem item) throws Exception {
        TrainingRequested asked = item.payload(TrainingRequested.class);
        try {
            TrainingResult result = train(asked.request());
            return tx ->
                    tx.publish(new FineTuningCompleted(asked.head().next("completed", 0), asked.request(), result));
        } catch (TrainingRefused e) {
            return failed(asked, e.kind(), String.valueOf(e.getMessage()));
        }
    }

    private TrainingResult train(TrainingRequest request) throws TrainingRefused, IOException, InterruptedException {
        if (!JOB_ID.matcher(request.jobId()).matches()) {
            throw new TrainingRefused("refused", "jobId must match " + JOB_ID + " but was '" + request.jobId() + "'");
        }
        Path work = Files.createDirectories(dataFolder.resolve("models").resolve(request.jobId()));
        TrainingResult made = trainer.train(request, work, progress.apply(request.jobId()));
        return new TrainingResult(
                made.runtime(),
                dataFolder.relativize(made.artifact()),
                made.digest(),
                made.metrics(),
                made.intervals());
    }

    @Override
    public Effect gaveUp(OutboxItem item, Exception failure) {
        return failed(item.payload(TrainingRequested.class), "crashed", failure.toString());
    }

    private static Effect failed(TrainingRequested asked, String kind, String reason) {
        return tx -> tx.publish(new FineTuningFailed(asked.head().next("failed", 0), asked.request(), kind, reason));
    }
}
