package dev.becas.kernel.store;

import java.util.concurrent.CountDownLatch;

/// Waiting that an interrupt does not cut short; the interrupt is kept for whoever looks next.
final class Uninterruptible {
    private Uninterruptible() {}

    static void await(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
