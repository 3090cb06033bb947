package dev.becas.kernel.bus;

import dev.becas.kernel.failpoint.Failpoints;
import dev.becas.kernel.store.StoreException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread of a subscription: pulls what is next for its guilds, lets the handler think, and writes effect and cursor
/// in one transaction. A batch that fails is tried event by event, with a growing pause; an event that keeps failing
/// becomes a dead letter and the rest goes on.
final class Lane implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final long IDLE_WAIT_MS = 200;
    private static final long BACK_OFF_MS = 20;
    private static final long BACK_OFF_MS_MAX = 2_000;
    /// A cursor that only passed filtered events is written at least this often, so that a restart does not pass them again.
    private static final int UNWRITTEN_MAX = 8192;

    private final Subscription subscription;
    private final int lane;
    private final int lanes;
    private final Bus bus;
    private final SubscriptionRows rows;
    private final Queue<Replay> replays = new ConcurrentLinkedQueue<>();
    private volatile long position;
    private volatile boolean running = true;
    private int filteredUnwritten;

    Lane(Subscription subscription, SubscriptionRows.Row row, Bus bus, SubscriptionRows rows) {
        this.subscription = subscription;
        this.lane = row.lane();
        this.lanes = row.lanes();
        this.bus = bus;
        this.rows = rows;
        this.position = row.cursor();
    }

    /// The last event it is done with.
    long position() {
        return position;
    }

    String name() {
        return subscription.name();
    }

    int number() {
        return lane;
    }

    void stop() {
        running = false;
    }

    /// Handles a dead letter again, on this lane's thread.
    CompletableFuture<Boolean> replay(long seq) {
        Replay replay = new Replay(seq, new CompletableFuture<>());
        replays.add(replay);
        bus.tail().wake();
        return replay.done();
    }

    @Override
    public void run() {
        while (running) {
            try {
                replayDeadLetters();
                if (!step()) {
                    bus.idle();
                    bus.tail().awaitAfter(position, IDLE_WAIT_MS);
                }
            } catch (InterruptedException e) {
                LOG.debug("{} was interrupted", subscription.name());
            } catch (Exception e) {
                LOG.error("{} cannot go on with its events and tries again", subscription.name(), e);
                pause(BACK_OFF_MS_MAX);
            }
        }
    }

    private boolean step() throws Exception {
        List<Delivery> next = bus.tail().after(position, subscription.options().batchMax());
        if (next.isEmpty()) {
            if (filteredUnwritten > 0) {
                write(List.of(), position, filteredUnwritten, Effect.NOTHING);
            }
            return false;
        }
        List<Delivery> mine = new ArrayList<>(next.size());
        int filtered = filteredUnwritten;
        for (Delivery delivery : next) {
            if (!isOfThisLane(delivery)) {
                continue;
            }
            if (subscription.wanted().test(delivery.event())) {
                mine.add(delivery);
            } else {
                filtered++;
            }
        }
        long last = next.getLast().seq();
        if (mine.isEmpty()) {
            pass(last, filtered);
        } else if (!handledTogether(mine, last, filtered)) {
            oneByOne(next);
        }
        return true;
    }

    /// Goes past events that are not wanted; the cursor is written when enough of them have gathered, or at rest.
    private void pass(long last, int filtered) throws Exception {
        filteredUnwritten = filtered;
        if (filtered > UNWRITTEN_MAX) {
            write(List.of(), last, filtered, Effect.NOTHING);
        }
        moveTo(last);
    }

    private boolean handledTogether(List<Delivery> mine, long last, int filtered) throws InterruptedException {
        try {
            write(mine, last, filtered, subscription.handler().handle(List.copyOf(mine)));
            moveTo(last);
            return true;
        } catch (InterruptedException e) {
            subscription.handler().lost();
            throw e;
        } catch (Throwable e) {
            subscription.handler().lost();
            LOG.debug("{} failed on a batch of {}, one by one now", subscription.name(), mine.size(), e);
            return false;
        }
    }

    private void oneByOne(List<Delivery> next) throws Exception {
        for (Delivery delivery : next) {
            if (!running) {
                return;
            }
            if (!isOfThisLane(delivery)) {
                continue;
            }
            if (subscription.wanted().test(delivery.event())) {
                handleOne(delivery);
            } else {
                filteredUnwritten++;
            }
            moveTo(delivery.seq());
        }
        moveTo(next.getLast().seq());
    }

    private void handleOne(Delivery delivery) throws Exception {
        Throwable lastFailure = new IllegalStateException("never tried");
        int attempt = 1;
        while (attempt <= subscription.options().attemptsMax()) {
            if (!running) {
                throw new InterruptedException("stopped between two tries");
            }
            try {
                Effect effect = subscription.handler().handle(List.of(delivery));
                write(List.of(delivery), delivery.seq(), filteredUnwritten, effect);
                return;
            } catch (InterruptedException e) {
                subscription.handler().lost();
                throw e;
            } catch (StoreException.TryAgain e) {
                subscription.handler().lost();
                pause(BACK_OFF_MS);
            } catch (Throwable e) {
                subscription.handler().lost();
                lastFailure = e;
                pause(Math.min(BACK_OFF_MS_MAX, BACK_OFF_MS << attempt));
                attempt++;
            }
        }
        bury(delivery, lastFailure);
    }

    private void bury(Delivery delivery, Throwable failure) throws Exception {
        LOG.warn("{} gave up on {} {}: {}", subscription.name(), delivery.event().wireName(), delivery.event().head().id(), failure.toString());
        int filtered = filteredUnwritten;
        bus.write(subscription.name() + " dead letter", tx -> {
            rows.bury(tx.sql(), subscription, lane, delivery, failure);
            rows.advance(tx.sql(), name(), lane, delivery.seq(), 0, filtered, 1);
        });
        filteredUnwritten = 0;
        bus.metrics().dead(name());
    }

    private void write(List<Delivery> mine, long upTo, int filtered, Effect effect) throws Exception {
        bus.write(name(), tx -> {
            effect.write(tx);
            Failpoints.reach(Failpoints.BETWEEN_EFFECT_AND_CURSOR);
            rows.advance(tx.sql(), name(), lane, upTo, mine.size(), filtered, 0);
        });
        filteredUnwritten = 0;
        bus.metrics().handled(name(), mine.size());
    }

    private void replayDeadLetters() {
        Replay replay = replays.poll();
        while (replay != null) {
            try {
                replay.done().complete(replayOne(replay.seq()));
            } catch (Throwable e) {
                subscription.handler().lost();
                replay.done().completeExceptionally(e);
            }
            replay = replays.poll();
        }
    }

    private boolean replayOne(long seq) throws Exception {
        List<Delivery> event = bus.journal().after(seq - 1, 1);
        if (event.isEmpty() || event.getFirst().seq() != seq) {
            return false;
        }
        Effect effect = subscription.handler().handle(event);
        bus.write(name() + " replay", tx -> {
            if (rows.unbury(tx.sql(), name(), lane, seq)) {
                effect.write(tx);
            }
        });
        return true;
    }

    private boolean isOfThisLane(Delivery delivery) {
        return Subscription.laneOf(delivery.event().head(), lanes) == lane;
    }

    private void moveTo(long seq) {
        position = seq;
        bus.idle();
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Replay(long seq, CompletableFuture<Boolean> done) {}
}
