package dev.becas.kernel.bus;

import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.store.Store;
import dev.becas.kernel.store.StoreException;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The durable bus. A publish is acknowledged when it is committed; a subscription pulls, so a slow one harms only
/// itself; the effect of an event is in the store exactly once.
public final class Bus implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Bus.class);
    /// How long handlers and workers may take to end by themselves, and how long after they were interrupted.
    private static final Duration STOP_WAIT = Duration.ofSeconds(5);

    private final Duration stopWait;
    private final Store store;
    private final EventCodec codec = new EventCodec();
    private final Journal journal;
    private final Tail tail;
    private final SubscriptionRows rows = new SubscriptionRows();
    private final BusMetrics metrics;
    private final Outbox outbox = new Outbox(this);
    private final List<Lane> lanes = new CopyOnWriteArrayList<>();
    private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();
    private final Object quietSignal = new Object();
    private final Gate gate = new Gate();

    public Bus(Store store, MeterRegistry registry) {
        this(store, registry, STOP_WAIT);
    }

    Bus(Store store, MeterRegistry registry, Duration stopWait) {
        this.stopWait = stopWait;
        this.store = store;
        this.journal = new Journal(store, codec);
        this.tail = new Tail(journal, journal.head());
        this.metrics = new BusMetrics(registry);
    }

    /// Journals events in one transaction.
    ///
    /// @return how many were new, after the commit
    public int publish(List<? extends FlowEvent> events) throws InterruptedException {
        List<JournalRow> encoded = events.stream().map(journal::row).toList();
        while (true) {
            try {
                return store.writeTrusted(
                                "publish",
                                (handle, statements, afterCommit) ->
                                        new BusTx(this, handle, statements, afterCommit).append(encoded))
                        .join();
            } catch (CompletionException e) {
                if (!(e.getCause() instanceof StoreException.TryAgain)) {
                    throw e.getCause() instanceof StoreException s ? s : new StoreException("cannot publish", e);
                }
            }
        }
    }

    /// Journals one event.
    ///
    /// @return false when an event of its id was there already
    public boolean publish(FlowEvent event) throws InterruptedException {
        return publish(List.of(event)) == 1;
    }

    /// Writes an effect of the caller's own, and returns after the commit. At most [#LEASE_SECONDS_MAX] seconds. The
    /// effect runs again when its transaction was rolled back through another's fault.
    public void write(String name, Effect effect) throws Exception {
        while (true) {
            try {
                writeOnce(name, effect);
                return;
            } catch (StoreException.TryAgain e) {
                LOG.debug("{} writes again: {}", name, e.getMessage());
            }
        }
    }

    /// As [#write], but tells the caller to think again when the transaction was rolled back through another's fault.
    void writeOnce(String name, Effect effect) throws Exception {
        store.write(name, (handle, statements, afterCommit) -> {
            effect.write(new BusTx(this, handle, statements, afterCommit));
            return true;
        });
    }

    /// As [#writeOnce], but the effect runs on the writer's thread, which costs no change of threads.
    void handOver(String name, Effect effect) throws Exception {
        store.handOver(name, (handle, statements, afterCommit) -> {
            effect.write(new BusTx(this, handle, statements, afterCommit));
            return true;
        });
    }

    /// How long an effect may hold the writer.
    public static final int LEASE_SECONDS_MAX = 5;

    /// Starts a subscription where it stopped; a new one begins with the next event.
    ///
    /// @return stops it and waits until no handler runs; its cursor stays
    public AutoCloseable subscribe(Subscription subscription) throws Exception {
        if (subscriptions.putIfAbsent(subscription.name(), subscription) != null) {
            throw new IllegalStateException("there is a subscription '" + subscription.name() + "' already");
        }
        List<SubscriptionRows.Row> opened = new ArrayList<>();
        try {
            write("subscribe " + subscription.name(), tx -> {
                opened.clear();
                opened.addAll(rows.openLanes(tx.sql(), subscription, tail.head()));
            });
        } catch (Exception e) {
            subscriptions.remove(subscription.name());
            throw e;
        }
        List<Lane> mine = opened.stream()
                .map(row -> new Lane(subscription, row, this, rows))
                .toList();
        lanes.addAll(mine);
        mine.forEach(Lane::start);
        return () -> stop(subscription, mine);
    }

    /// Starts the worker for a kind of outside work.
    ///
    /// @return stops it
    public AutoCloseable work(String kind, OutboxWorker worker) {
        return outbox.start(kind, worker);
    }

    /// Holds all deliveries and all outside work until the hold is closed; publishing goes on. For whoever puts
    /// together parts that need each other: what waits from before a restart must not meet a half of them.
    ///
    /// @return ends this hold; deliveries begin when the last one has ended
    public Hold hold() {
        return gate.hold();
    }

    /// While it is open nothing is delivered.
    @FunctionalInterface
    public interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /// Waits until every subscription has come to the journal's end and no outside work waits.
    ///
    /// @throws StoreException naming what is still at work when the time is over
    public void awaitQuiet(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (quietSignal) {
            while (!quiet()) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    throw new StoreException("not quiet after " + limit.toSeconds() + " s: " + describeBusy());
                }
                quietSignal.wait(Math.min(left, 100));
            }
        }
    }

    /// The counts of every subscription there ever was, read from SQL.
    public List<SubscriptionCount> counts() {
        return store.read(h -> new SubscriptionCounter(rows, h).counts());
    }

    /// What subscriptions gave up on.
    public List<DeadLetter> deadLetters() {
        return store.read(h -> h.createQuery("SELECT * FROM dead_letter ORDER BY subscription, seq")
                .map((r, c) -> new DeadLetter(
                        r.getString("subscription"),
                        r.getInt("lane"),
                        r.getLong("seq"),
                        r.getString("event_id"),
                        r.getString("event_name"),
                        r.getString("error"),
                        r.getInt("attempts")))
                .list());
    }

    /// Gives a dead letter to its subscription once more.
    ///
    /// @return whether it was handled; it stays when the handler fails again
    public CompletableFuture<Boolean> replay(DeadLetter letter) {
        List<Delivery> found = journal.after(letter.seq() - 1, 1);
        return lanes.stream()
                .filter(l ->
                        l.name().equals(letter.subscription()) && found.stream().allMatch(l::owns))
                .findFirst()
                .map(l -> l.replay(letter.seq()))
                .orElseThrow(() -> new IllegalStateException(
                        "the subscription '" + letter.subscription() + "' is not running; load its plugin first"));
    }

    /// The journal, to read.
    public Journal journal() {
        return journal;
    }

    /// The events after a place in the journal, `max` at most: recent ones without a look at the disk. For whoever only
    /// watches and need not remember how far it came; everything else subscribes.
    public List<Delivery> after(long seq, int max) {
        return tail.after(seq, max);
    }

    /// The names of all subscriptions that run now, sorted.
    public List<String> running() {
        return List.copyOf(new TreeMap<>(subscriptions).keySet());
    }

    Store store() {
        return store;
    }

    Tail tail() {
        return tail;
    }

    Outbox outbox() {
        return outbox;
    }

    Gate gate() {
        return gate;
    }

    Duration stopWait() {
        return stopWait;
    }

    BusMetrics metrics() {
        return metrics;
    }

    void committed(List<Delivery> events) {
        if (!events.isEmpty()) {
            tail.append(events);
            metrics.published(events.size());
        }
    }

    /// Something came to rest: whoever waits for quiet looks again.
    void idle() {
        synchronized (quietSignal) {
            quietSignal.notifyAll();
        }
    }

    private boolean quiet() {
        long head = tail.head();
        return lanes.stream().allMatch(l -> l.position() >= head) && !outbox.busy() && tail.head() == head;
    }

    private String describeBusy() {
        long head = tail.head();
        StringBuilder text = new StringBuilder();
        for (Lane lane : lanes) {
            if (lane.position() < head) {
                text.append(lane.name())
                        .append(" has ")
                        .append(head - lane.position())
                        .append(" events before it; ");
            }
        }
        return text.append("outside work: ").append(outbox.describe()).toString();
    }

    private void stop(Subscription subscription, List<Lane> mine) throws InterruptedException {
        end(mine);
        lanes.removeAll(mine);
        subscriptions.remove(subscription.name());
        idle();
    }

    private void end(List<Lane> some) throws InterruptedException {
        some.forEach(Lane::stop);
        tail.wake();
        for (Thread left : Ending.of(some.stream().map(Lane::thread).toList(), stopWait)) {
            LOG.error(
                    "the handler of {} does not end and is left behind; what it still writes is refused",
                    left.getName());
        }
    }

    /// Stops every subscription and worker. What they had not written comes again at the next start.
    @Override
    public void close() {
        tail.close();
        try {
            end(lanes);
            outbox.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lanes.clear();
    }
}
