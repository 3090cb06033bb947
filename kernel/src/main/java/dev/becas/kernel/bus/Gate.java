package dev.becas.kernel.bus;

import java.util.concurrent.atomic.AtomicBoolean;

/// What lanes and workers wait at before each step, so that nothing is handled while it is held.
final class Gate {
    private static final long LOOK_AGAIN_MS = 200;

    private int holds;

    /// @return ends this hold; a second call does nothing
    synchronized Bus.Hold hold() {
        holds++;
        AtomicBoolean ended = new AtomicBoolean();
        return () -> {
            if (ended.compareAndSet(false, true)) {
                release();
            }
        };
    }

    private synchronized void release() {
        holds--;
        notifyAll();
    }

    /// Waits a moment when the gate is held.
    ///
    /// @return whether the caller may go on; else it looks whether it was stopped, and comes again
    @SuppressWarnings("WaitNotInLoop") // whoever calls looks again and calls again
    synchronized boolean passed() throws InterruptedException {
        if (holds > 0) {
            wait(LOOK_AGAIN_MS);
        }
        return holds == 0;
    }
}
