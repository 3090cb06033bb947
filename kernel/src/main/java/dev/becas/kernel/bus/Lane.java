package dev.becas.kernel.bus;

import dev.becas.kernel.failpoint.Failpoints;
import dev.becas.kernel.store.StoreException;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One thread of a subscription: pulls what is next for its guilds, lets the handler think, and writes effect and
/// cursor in one transaction. A batch that fails is tried event by event, with a growing pause; an event that keeps
/// failing becomes a dead letter and the rest goes on.
final class Lane implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final long IDLE_WAIT_MS = 200;
    private static final long BACK_OFF_MS = 20;
    private static final long BACK_OFF_MS_MAX = 2_000;
    private static final int DOUBLINGS_MAX = 10;
    /// A cursor that only passed filtered events is written at least this often, so that a restart does not pass them
    /// again.
    private static final int UNWRITTEN_MAX = 8192;
    /// After so long without an event a lane is at rest, and its cursor is written although it only passed events.
    private static final long REST_NANOS = 150_000_000;

    private final Subscription subscription;
    private final int lane;
    private final int lanes;
    private final Bus bus;
    private final SubscriptionRows rows;
    private final Queue<Replay> replays = new ConcurrentLinkedQueue<>();
    private final Thread thread;
    private volatile long position;
    private long written;
    private volatile boolean running = true;
    private int filteredUnwritten;
    private long lastPassed;

    Lane(Subscription subscription, SubscriptionRows.Row row, Bus bus, SubscriptionRows rows) {
        this.subscription = subscription;
        this.lane = row.lane();
        this.lanes = row.lanes();
        this.bus = bus;
        this.rows = rows;
        this.position = row.cursor();
        this.written = row.cursor();
        this.thread = new Thread(this, "bus-" + subscription.name() + (lanes == 1 ? "" : "-" + lane));
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    /// The last event it is done with.
    long position() {
        return position;
    }

    String name() {
        return subscription.name();
    }

    void stop() {
        running = false;
    }

    Thread thread() {
        return thread;
    }

    /// Whether the event belongs to this lane's guilds.
    boolean owns(Delivery delivery) {
        return Subscription.laneOf(delivery.event().head().guildId(), lanes) == lane;
    }

    /// Handles a dead letter again, on this lane's thread.
    CompletableFuture<Boolean> replay(long seq) {
        Replay replay = new Replay(seq, new CompletableFuture<>());
        replays.add(replay);
        bus.tail().wake();
        if (!running) {
            refuseReplays();
        }
        return replay.done();
    }

    @Override
    public void run() {
        while (running) {
            try {
                if (!bus.gate().passed()) {
                    continue;
                }
                replayDeadLetters();
                if (!step()) {
                    bus.idle();
                    bus.tail().awaitAfter(position, IDLE_WAIT_MS);
                }
            } catch (InterruptedException e) {
                LOG.debug("{} was interrupted", subscription.name());
            } catch (Throwable e) {
                if (running) {
                    LOG.error("{} cannot go on with its events and tries again", subscription.name(), e);
                    pause(BACK_OFF_MS_MAX);
                    findPlace();
                }
            }
        }
        refuseReplays();
    }

    /// After a failure nobody knows how much was written; the store does.
    private void findPlace() {
        try {
            SubscriptionRows.Row row = bus.store().read(h -> rows.row(h, name(), lane));
            if (row.cursor() != written) {
                written = row.cursor();
                position = row.cursor();
                filteredUnwritten = 0;
            }
        } catch (RuntimeException e) {
            LOG.error("{} cannot read its place", name(), e);
        }
    }

    private boolean step() throws Exception {
        List<Delivery> next = bus.tail().after(position, subscription.options().batchMax());
        if (next.isEmpty()) {
            if (filteredUnwritten > 0 && System.nanoTime() - lastPassed > REST_NANOS) {
                write(List.of(), position, filteredUnwritten, Effect.NOTHING);
            }
            return false;
        }
        List<Delivery> own = next.stream().filter(this::owns).toList();
        Optional<List<Delivery>> wanted = wanted(own);
        long last = next.getLast().seq();
        if (wanted.isEmpty()) {
            oneByOne(own, last);
            return true;
        }
        List<Delivery> mine = wanted.get();
        int filtered = filteredUnwritten + own.size() - mine.size();
        if (mine.isEmpty()) {
            pass(last, filtered);
        } else if (!handledTogether(mine, last, filtered)) {
            oneByOne(own, last);
        }
        return true;
    }

    /// Those that the subscription wants; empty when it throws instead of saying so.
    private Optional<List<Delivery>> wanted(List<Delivery> own) {
        try {
            return Optional.of(own.stream()
                    .filter(d -> subscription.wanted().test(d.event()))
                    .toList());
        } catch (Throwable e) {
            LOG.debug("{} cannot say what it wants", name(), e);
            return Optional.empty();
        }
    }

    /// Goes past events that are not wanted; the cursor is written when enough of them have gathered, or at rest.
    private void pass(long last, int filtered) throws Exception {
        filteredUnwritten = filtered;
        lastPassed = System.nanoTime();
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
        } catch (Throwable e) {
            lost();
            leaveWhenStopped(e);
            LOG.debug("{} failed on a batch of {}, one by one now", subscription.name(), mine.size(), e);
            return false;
        }
    }

    private void lost() {
        try {
            subscription.handler().lost();
        } catch (Throwable e) {
            LOG.error("the handler of {} failed while it forgot a batch", name(), e);
        }
    }

    /// An interrupt means the end only when this lane was stopped; a handler that throws one has failed like any other.
    private void leaveWhenStopped(Throwable failure) throws InterruptedException {
        if (!running) {
            throw new InterruptedException(name() + " was stopped: " + failure);
        }
    }

    private void oneByOne(List<Delivery> own, long last) throws Exception {
        for (Delivery delivery : own) {
            handleOne(delivery);
            moveTo(delivery.seq());
        }
        moveTo(last);
    }

    private void handleOne(Delivery delivery) throws Exception {
        Throwable lastFailure = new IllegalStateException("never tried");
        int attempt = 1;
        while (attempt <= subscription.options().attemptsMax()) {
            if (!running) {
                throw new InterruptedException("stopped between two tries");
            }
            try {
                if (subscription.wanted().test(delivery.event())) {
                    Effect effect = subscription.handler().handle(List.of(delivery));
                    write(List.of(delivery), delivery.seq(), filteredUnwritten, effect);
                } else {
                    filteredUnwritten++;
                }
                return;
            } catch (StoreException.TryAgain e) {
                lost();
                pause(BACK_OFF_MS);
            } catch (StoreException.Disk e) {
                lost();
                LOG.error("{} waits: {}", name(), e.getMessage());
                pause(BACK_OFF_MS_MAX);
            } catch (Throwable e) {
                lost();
                leaveWhenStopped(e);
                lastFailure = e;
                pause(Math.min(BACK_OFF_MS_MAX, BACK_OFF_MS << Math.min(attempt, DOUBLINGS_MAX)));
                attempt++;
            }
        }
        bury(delivery, lastFailure);
    }

    private void bury(Delivery delivery, Throwable failure) throws Exception {
        LOG.warn(
                "{} gave up on {} {}: {}",
                subscription.name(),
                delivery.event().wireName(),
                delivery.event().head().id(),
                failure.toString());
        int filtered = filteredUnwritten;
        bus.write(subscription.name() + " dead letter", tx -> {
            rows.bury(tx.sql(), subscription, lane, delivery, failure);
            rows.advance(tx, name(), lane, written, delivery.seq(), 0, filtered, 1);
        });
        written = delivery.seq();
        filteredUnwritten = 0;
        bus.metrics().dead(name());
    }

    private void write(List<Delivery> mine, long upTo, int filtered, Effect effect) throws Exception {
        bus.handOver(name(), tx -> {
            effect.write(tx);
            Failpoints.reach(Failpoints.BETWEEN_EFFECT_AND_CURSOR);
            rows.advance(tx, name(), lane, written, upTo, mine.size(), filtered, 0);
        });
        written = upTo;
        filteredUnwritten = 0;
        bus.metrics().handled(name(), mine.size());
    }

    private void replayDeadLetters() {
        for (Replay replay = replays.poll(); replay != null; replay = replays.poll()) {
            try {
                replay.done().complete(replayOne(replay.seq()));
            } catch (Throwable e) {
                lost();
                replay.done().completeExceptionally(e);
            }
        }
    }

    private void refuseReplays() {
        for (Replay replay = replays.poll(); replay != null; replay = replays.poll()) {
            replay.done()
                    .completeExceptionally(new IllegalStateException(
                            "the subscription '" + name() + "' was stopped before the replay"));
        }
    }

    private boolean replayOne(long seq) throws Exception {
        List<Delivery> event = bus.journal().after(seq - 1, 1);
        if (event.isEmpty() || event.getFirst().seq() != seq) {
            return false;
        }
        Effect effect = subscription.handler().handle(event);
        AtomicBoolean found = new AtomicBoolean();
        bus.writeOnce(name() + " replay", tx -> {
            found.set(rows.unbury(tx.sql(), name(), lane, seq));
            if (found.get()) {
                effect.write(tx);
            }
        });
        return found.get();
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
