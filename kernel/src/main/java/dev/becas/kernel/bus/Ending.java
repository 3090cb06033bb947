package dev.becas.kernel.bus;

import java.time.Duration;
import java.util.List;

/// Waits for threads to end: patiently first, then after an interrupt.
final class Ending {
    private Ending() {}

    /// Waits for all of them together.
    ///
    /// @return those that are still there after `patience`, an interrupt, and `patience` once more
    static List<Thread> of(List<Thread> threads, Duration patience) throws InterruptedException {
        List<Thread> left = aliveAfter(threads, patience);
        left.forEach(Thread::interrupt);
        return aliveAfter(left, patience);
    }

    private static List<Thread> aliveAfter(List<Thread> threads, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        for (Thread thread : threads) {
            Duration rest = Duration.ofNanos(deadline - System.nanoTime());
            if (rest.isPositive()) {
                thread.join(rest);
            }
        }
        return threads.stream().filter(Thread::isAlive).toList();
    }
}
