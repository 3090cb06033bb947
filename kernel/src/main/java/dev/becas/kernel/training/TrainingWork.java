package dev.becas.kernel.training;

import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.bus.SubscriptionOptions;
import dev.becas.kernel.bus.WorkStopped;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.flow.TrainingFlow.FineTuningFailed;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<String, RunningJob> running = new ConcurrentHashMap<>();

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

    /// The key of a job's outside work.
    String key(String jobId) {
        return kind() + "/" + jobId;
    }

    /// The trainer's name.
    String trainerName() {
        return trainer.name();
    }

    /// Lets a job end soon that runs now; nothing happens when it does not. What it has reached lies in its folder.
    void stop(String jobId) {
        RunningJob job = running.get(jobId);
        if (job != null) {
            job.stop();
        }
    }

    /// The job that runs, if it is this one.
    Optional<RunningJob> running(String jobId) {
        return Optional.ofNullable(running.get(jobId));
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
                    tx.outbox(kind(), key(asked.request().jobId()), asked.head().id(), asked);
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
        RunningJob job = new RunningJob(
                Thread.currentThread(), progress.apply(asked.request().jobId()));
        running.put(asked.request().jobId(), job);
        try {
            TrainingResult result = train(asked.request(), job);
            return tx ->
                    tx.publish(new FineTuningCompleted(asked.head().next("completed", 0), asked.request(), result));
        } catch (TrainingRefused e) {
            return failed(asked, e.kind(), String.valueOf(e.getMessage()));
        } catch (Exception e) {
            if (job.isStopped()) {
                throw new WorkStopped("job " + asked.request().jobId());
            }
            throw e;
        } finally {
            running.remove(asked.request().jobId());
            job.end();
        }
    }

    private TrainingResult train(TrainingRequest request, TrainingProgress told)
            throws TrainingRefused, IOException, InterruptedException {
        if (!JOB_ID.matcher(request.jobId()).matches()) {
            throw new TrainingRefused("refused", "jobId must match " + JOB_ID + " but was '" + request.jobId() + "'");
        }
        Path work = Files.createDirectories(dataFolder.resolve("models").resolve(request.jobId()));
        TrainingResult made = trainer.train(request, work, told);
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

    static Effect failed(TrainingRequested asked, String kind, String reason) {
        return tx -> tx.publish(new FineTuningFailed(asked.head().next("failed", 0), asked.request(), kind, reason));
    }
}
