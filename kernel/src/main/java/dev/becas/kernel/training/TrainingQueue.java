package dev.becas.kernel.training;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.store.Store;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The jobs of one trainer: one runs, the others wait in the order in which they were asked, and people may change
/// that. Each change is written first and obeyed then, so it holds after a kill too.
public final class TrainingQueue {
    private final Store store;
    private final TrainingWork work;

    public TrainingQueue(Store store, TrainingWork work) {
        this.store = store;
        this.work = work;
    }

    /// A job that is not done.
    ///
    /// @param state `running`, `waiting` or `paused`
    /// @param step the last step of one that runs; null before the first
    public record Job(
            String jobId,
            String trainer,
            String target,
            String category,
            String state,
            @Nullable TrainingStep step) {}

    private record Row(TrainingRequest request, boolean held) {}

    /// All that are not done, the next first.
    public List<Job> jobs() {
        return store
                .read(h -> h.createQuery(
                                "SELECT payload, state FROM outbox WHERE kind = :kind AND state IN ('pending', 'held') ORDER BY seq")
                        .bind("kind", work.kind())
                        .map((r, c) -> new Row(
                                Json.read(r.getString("payload"), TrainingRequested.class)
                                        .request(),
                                r.getString("state").equals("held")))
                        .list())
                .stream()
                .map(this::job)
                .toList();
    }

    private Job job(Row row) {
        Optional<RunningJob> running = work.running(row.request().jobId());
        String state = row.held() ? "paused" : running.isPresent() ? "running" : "waiting";
        return new Job(
                row.request().jobId(),
                work.trainerName(),
                row.request().target(),
                row.request().category(),
                state,
                running.map(RunningJob::last).orElse(null));
    }

    /// A running job stops at its next step, and the next one begins; a waiting one is left out until it is resumed.
    ///
    /// @return false when it neither runs nor waits
    public boolean pause(Tx tx, String jobId) {
        boolean held = tx.outboxHold(work.kind(), work.key(jobId));
        tx.afterCommit(() -> work.stop(jobId));
        return held;
    }

    /// A paused job waits again, in its old place, and goes on from its last checkpoint.
    ///
    /// @return false when it is not paused
    public boolean resume(Tx tx, String jobId) {
        return tx.outboxRelease(work.kind(), work.key(jobId));
    }

    /// The job ends without a model, and whoever asked for it hears so.
    ///
    /// @return false when there is none of this id that is not done
    public boolean cancel(Tx tx, String jobId, String reason) throws Exception {
        Optional<TrainingRequested> asked = asked(tx, jobId);
        if (asked.isEmpty() || !tx.outboxDrop(work.kind(), work.key(jobId), reason)) {
            return false;
        }
        TrainingWork.failed(asked.get(), "cancelled", reason).write(tx);
        tx.afterCommit(() -> work.stop(jobId));
        return true;
    }

    /// The job is done before all others that wait; one that runs is not disturbed.
    ///
    /// @return false when there is none of this id that is not done
    public boolean first(Tx tx, String jobId) {
        return tx.outboxFirst(work.key(jobId));
    }

    private Optional<TrainingRequested> asked(Tx tx, String jobId) {
        return tx.sql()
                .createQuery("SELECT payload FROM outbox WHERE key = :key AND state IN ('pending', 'held')")
                .bind("key", work.key(jobId))
                .mapTo(String.class)
                .findOne()
                .map(payload -> Json.read(payload, TrainingRequested.class));
    }
}
