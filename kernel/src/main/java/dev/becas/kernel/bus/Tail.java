package dev.becas.kernel.bus;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The journal's last events, already decoded, shared by all subscriptions: an event is decoded once, and a
/// subscription that keeps up reads nothing from the disk. Subscriptions that have fallen behind mostly stand near each
/// other, so what one of them reads back is kept for the others.
final class Tail {
    /// How many events are kept. A slower subscription reads the journal.
    private static final int KEPT = 1 << 14;

    /// How many of the events that were read back are kept.
    private static final int KEPT_BEHIND = 1 << 12;

    private final @Nullable Delivery[] ring = new @Nullable Delivery[KEPT];
    private final @Nullable Delivery[] behind = new @Nullable Delivery[KEPT_BEHIND];
    private final Journal journal;
    private long head;
    private boolean closed;

    Tail(Journal journal, long head) {
        this.journal = journal;
        this.head = head;
    }

    /// After a commit, in the journal's order.
    synchronized void append(List<Delivery> committed) {
        for (Delivery delivery : committed) {
            ring[(int) (delivery.seq() % KEPT)] = delivery;
            head = delivery.seq();
        }
        notifyAll();
    }

    synchronized long head() {
        return head;
    }

    /// Waits until there is something after `seq`, the time is over, or the bus closes.
    @SuppressWarnings("WaitNotInLoop") // whoever calls looks again and calls again
    synchronized void awaitAfter(long seq, long millis) throws InterruptedException {
        if (head <= seq && !closed) {
            wait(millis);
        }
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }

    /// Wakes everybody who waits.
    synchronized void wake() {
        notifyAll();
    }

    /// Events after `seq`, `max` at most.
    List<Delivery> after(long seq, int max) {
        synchronized (this) {
            if (head <= seq) {
                return List.of();
            }
            List<Delivery> found = following(ring, seq, max);
            if (found.isEmpty()) {
                found = following(behind, seq, max);
            }
            if (!found.isEmpty()) {
                return found;
            }
        }
        List<Delivery> found = journal.after(seq, max);
        keep(found);
        return found;
    }

    private synchronized void keep(List<Delivery> read) {
        for (Delivery delivery : read) {
            behind[(int) (delivery.seq() % KEPT_BEHIND)] = delivery;
        }
    }

    /// The next events when these hold the very next one, else nothing.
    private List<Delivery> following(@Nullable Delivery[] kept, long seq, int max) {
        List<Delivery> found = new ArrayList<>();
        for (long next = seq + 1; next <= head && found.size() < max; next++) {
            Delivery delivery = kept[(int) (next % kept.length)];
            if (delivery == null || delivery.seq() != next) {
                return found;
            }
            found.add(delivery);
        }
        return found;
    }
}
