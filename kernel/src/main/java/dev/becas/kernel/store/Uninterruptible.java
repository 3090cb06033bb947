package dev.becas.kernel.store;

/// Waiting that an interrupt does not cut short; the interrupt is kept for whoever looks next.
final class Uninterruptible {
    private Uninterruptible() {}

    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
