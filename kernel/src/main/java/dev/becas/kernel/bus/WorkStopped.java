package dev.becas.kernel.bus;

/// Thrown by an [OutboxWorker] that ended early because its row was held or dropped: nothing is written and no try is
/// counted. A row that was released meanwhile is begun anew.
public final class WorkStopped extends Exception {
    private static final long serialVersionUID = 1L;

    public WorkStopped(String what) {
        super(what + " was stopped");
    }
}
