package dev.becas.kernel.signal;

import io.micrometer.core.instrument.Counter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue and the thread of one subscription. The thread takes all that waits at once, so that publisher and handler
/// meet at the lock once for many signals.
final class SignalLane<S extends Signal> {
    private static final Logger LOG = LoggerFactory.getLogger(SignalLane.class);
    /// How long a handler may take to end by itself, and how long after it was interrupted.
    private static final long END_MS = 2_000;
    /// How many signals the thread takes at once; those are not dropped any more.
    private static final int HAND_MAX = 64;

    private final SignalSubscription<S> subscription;
    private final Counter droppedMeter;
    private final Counter failedMeter;
    private final Thread thread;
    private final Object lock = new Object();
    private final @Nullable Signal[] ring;
    private int first;
    private int inHand;
    private int waiting;
    private long published;
    private long dropped;
    private long failed;
    private boolean asleep;
    private volatile boolean running = true;

    SignalLane(SignalSubscription<S> subscription, Counter droppedMeter, Counter failedMeter) {
        this.subscription = subscription;
        this.droppedMeter = droppedMeter;
        this.failedMeter = failedMeter;
        this.ring = new @Nullable Signal[subscription.waitingMax()];
        this.thread = new Thread(this::run, "signals-" + subscription.name());
        thread.setDaemon(true);
        thread.setContextClassLoader(subscription.handler().getClass().getClassLoader());
    }

    String name() {
        return subscription.name();
    }

    void start() {
        thread.start();
    }

    void offer(Signal signal) {
        if (!subscription.type().isInstance(signal)) {
            return;
        }
        boolean wake;
        boolean full;
        synchronized (lock) {
            full = waiting == ring.length;
            if (full) {
                dropped++;
                first = place(1);
                waiting--;
            }
            ring[place(waiting)] = signal;
            waiting++;
            published++;
            wake = asleep;
            asleep = false;
        }
        if (full) {
            droppedMeter.increment();
        }
        if (wake) {
            LockSupport.unpark(thread);
        }
    }

    SignalCount count() {
        synchronized (lock) {
            long left = (long) waiting + inHand;
            return new SignalCount(name(), published, published - dropped - failed - left, failed, dropped, left);
        }
    }

    /// Takes what waits, [#HAND_MAX] at most; goes to sleep when nothing does.
    private List<Signal> take() {
        List<Signal> hand = new ArrayList<>();
        synchronized (lock) {
            asleep = waiting == 0;
            while (waiting > 0 && hand.size() < HAND_MAX) {
                Signal signal = ring[first];
                ring[first] = null;
                first = place(1);
                waiting--;
                if (signal != null) {
                    hand.add(signal);
                }
            }
            inHand = hand.size();
        }
        return hand;
    }

    private int place(int behindFirst) {
        return (int) (((long) first + behindFirst) % ring.length);
    }

    private void run() {
        while (running) {
            List<Signal> hand = take();
            if (hand.isEmpty()) {
                LockSupport.park(this);
                forgetInterrupt();
                continue;
            }
            for (Signal signal : hand) {
                if (!running) {
                    return;
                }
                deliver(signal);
            }
        }
    }

    /// One that a handler left behind would keep the thread from sleeping.
    private static void forgetInterrupt() {
        if (Thread.interrupted()) {
            LOG.debug("interrupted, going on until ended");
        }
    }

    private void deliver(Signal signal) {
        boolean handled = false;
        try {
            subscription.handler().accept(subscription.type().cast(signal));
            handled = true;
        } catch (Throwable e) {
            LOG.error("{} failed on {}; the next signals go on", name(), signal, e);
        }
        synchronized (lock) {
            inHand--;
            failed += handled ? 0 : 1;
        }
        if (!handled) {
            failedMeter.increment();
        }
    }

    /// Waits until no handler runs, unless the handler itself ends its subscription.
    void close() {
        running = false;
        LockSupport.unpark(thread);
        if (Thread.currentThread() == thread) {
            return;
        }
        try {
            thread.join(END_MS);
            if (thread.isAlive()) {
                thread.interrupt();
                thread.join(END_MS);
            }
            if (thread.isAlive()) {
                LOG.error("the handler of {} does not end and is left behind", name());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
