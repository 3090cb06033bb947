package dev.becas.kernel.bus;

/// Does outside work of one kind: training, files, calls to other machines. At least once: after a kill it is done
/// again with the same key, so it must find what it left behind. May take long; ends soon after its thread is
/// interrupted.
public interface OutboxWorker {
    /// Does the work, and answers what to write together with the row's end.
    Effect perform(OutboxItem item) throws Exception;

    /// How often a piece is tried.
    default int attemptsMax() {
        return 5;
    }

    /// It failed as often as it may; answers what to write together with that.
    default Effect gaveUp(OutboxItem item, Exception failure) {
        return Effect.NOTHING;
    }
}
