package dev.becas.kernel.bus;

import dev.becas.kernel.failpoint.Failpoints;
import dev.becas.kernel.store.StoreException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Outside work: rows wait until the worker of their kind has done them. One thread a kind, in the order they were
/// asked.
public final class Outbox {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final long RETRY_MS = 500;
    private static final long RETRY_MS_MAX = 60_000;
    private static final int DOUBLINGS_MAX = 10;
    private static final long UNREACHABLE_MS = 5_000;

    private final Bus bus;
    private final Map<String, AtomicInteger> pending = new ConcurrentHashMap<>();
    private final Map<String, WorkerThread> workers = new ConcurrentHashMap<>();

    Outbox(Bus bus) {
        this.bus = bus;
    }

    /// Starts the worker of a kind; what is pending from before comes first.
    ///
    /// @return stops it and waits until it has stopped
    AutoCloseable start(String kind, OutboxWorker worker) {
        WorkerThread thread = new WorkerThread(kind, worker);
        if (workers.putIfAbsent(kind, thread) != null) {
            throw new IllegalStateException("there is a worker for '" + kind + "' already");
        }
        try {
            countPending(kind);
        } catch (Exception e) {
            workers.remove(kind, thread);
            throw new StoreException("cannot count the outside work of " + kind + ": " + e.getMessage(), e);
        }
        thread.start();
        return () -> {
            workers.remove(kind, thread);
            thread.end();
            bus.idle();
        };
    }

    /// Counts inside the writer's order, because the count goes up and down in that order too.
    private void countPending(String kind) throws Exception {
        bus.write("outbox " + kind, tx -> {
            int found = tx.sql()
                    .createQuery("SELECT count(*) FROM outbox WHERE kind = :kind AND state = 'pending'")
                    .bind("kind", kind)
                    .mapTo(Integer.class)
                    .one();
            tx.afterCommit(() -> count(kind).set(found));
        });
    }

    /// Stops all workers.
    void close() throws InterruptedException {
        for (WorkerThread worker : workers.values()) {
            worker.end();
        }
        workers.clear();
    }

    void added(String kind) {
        count(kind).incrementAndGet();
        WorkerThread thread = workers.get(kind);
        if (thread != null) {
            thread.wake();
        }
    }

    /// Work was ended, held or dropped.
    void removed(String kind) {
        count(kind).decrementAndGet();
        bus.idle();
    }

    /// Whether a worker has something to do, now or later.
    boolean busy() {
        return workers.keySet().stream().anyMatch(kind -> count(kind).get() > 0);
    }

    /// The kinds that have work waiting, for messages about what is not quiet.
    String describe() {
        StringBuilder text = new StringBuilder();
        pending.forEach((kind, n) -> {
            if (n.get() > 0) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(n.get())
                        .append(" of ")
                        .append(kind);
            }
        });
        return text.toString();
    }

    private AtomicInteger count(String kind) {
        return pending.computeIfAbsent(kind, k -> new AtomicInteger());
    }

    private final class WorkerThread extends Thread {
        private final String kind;
        private final OutboxWorker worker;
        private final Semaphore wakeUps = new Semaphore(0);
        private volatile boolean running = true;

        WorkerThread(String kind, OutboxWorker worker) {
            super("outbox-" + kind);
            this.kind = kind;
            this.worker = worker;
            setDaemon(true);
        }

        void wake() {
            wakeUps.release();
        }

        void end() throws InterruptedException {
            running = false;
            interrupt();
            for (Thread left : Ending.of(List.of(this), bus.stopWait())) {
                LOG.error("the worker {} does not end and is left behind; its work is done again", left.getName());
            }
        }

        @Override
        public void run() {
            while (running) {
                try {
                    if (!bus.gate().passed()) {
                        continue;
                    }
                    Optional<OutboxItem> next = nextItem();
                    if (next.isPresent()) {
                        perform(next.get());
                    } else {
                        await(1_000);
                    }
                } catch (InterruptedException e) {
                    LOG.debug("worker of {} was interrupted", kind);
                } catch (Throwable e) {
                    if (running) {
                        LOG.error("the worker of {} cannot reach its rows and tries again", kind, e);
                        pause(UNREACHABLE_MS);
                    }
                }
            }
        }

        private void perform(OutboxItem item) throws Exception {
            try {
                Effect effect = worker.perform(item);
                Failpoints.reach(Failpoints.OUTBOX_DONE_BEFORE_MARK);
                end(item, "done", null, effect);
            } catch (WorkStopped e) {
                LOG.info("{}", e.getMessage());
            } catch (StoreException.Disk e) {
                throw e;
            } catch (Throwable e) {
                if (!running) {
                    throw new InterruptedException(kind + " was stopped: " + e);
                }
                failed(item, e instanceof Exception failure ? failure : new IllegalStateException(e.toString(), e));
            }
        }

        private void failed(OutboxItem item, Exception e) throws Exception {
            if (item.attempt() >= worker.attemptsMax()) {
                LOG.error("{} {} failed {} times and is given up", kind, item.key(), item.attempt(), e);
                giveUp(item, e);
                return;
            }
            LOG.warn(
                    "{} {} failed, try {} of {}: {}",
                    kind,
                    item.key(),
                    item.attempt(),
                    worker.attemptsMax(),
                    e.toString());
            bus.write(
                    kind + " retry",
                    tx -> tx.sql()
                            .execute(
                                    "UPDATE outbox SET attempts = ?, error = ? WHERE key = ?",
                                    item.attempt(),
                                    e.toString(),
                                    item.key()));
            pause(Math.min(RETRY_MS_MAX, RETRY_MS << Math.min(item.attempt(), DOUBLINGS_MAX)));
        }

        /// The row ends even when what the worker wants to say about it cannot be written.
        private void giveUp(OutboxItem item, Exception e) throws Exception {
            try {
                end(item, "failed", e.toString(), worker.gaveUp(item, e));
            } catch (StoreException.Disk full) {
                throw full;
            } catch (Exception | LinkageError again) {
                LOG.error("{} {} cannot say that it was given up", kind, item.key(), again);
                end(item, "failed", e.toString(), Effect.NOTHING);
            }
        }

        /// Ends the row with its effect. A worker that was left behind and wakes after its successor has ended the row
        /// finds it ended and writes nothing; so does one whose row was held or dropped meanwhile.
        private void end(OutboxItem item, String state, @org.jspecify.annotations.Nullable String error, Effect effect)
                throws Exception {
            bus.write(kind + " end", tx -> {
                int ended = tx.sql()
                        .execute(
                                "UPDATE outbox SET state = ?, attempts = ?, error = ? WHERE key = ? AND state = 'pending'",
                                state,
                                item.attempt(),
                                error,
                                item.key());
                if (ended == 0) {
                    return;
                }
                effect.write(tx);
                tx.afterCommit(() -> removed(kind));
            });
        }

        private Optional<OutboxItem> nextItem() {
            return bus.store()
                    .read(h -> h.createQuery(
                                    "SELECT key, cause, payload, attempts FROM outbox WHERE kind = :kind AND state = 'pending' ORDER BY seq LIMIT 1")
                            .bind("kind", kind)
                            .map((r, c) -> new OutboxItem(
                                    kind,
                                    r.getString("key"),
                                    r.getString("cause"),
                                    r.getString("payload"),
                                    r.getInt("attempts") + 1))
                            .findOne());
        }

        private void await(long millis) throws InterruptedException {
            wakeUps.drainPermits();
            if (running && count(kind).get() == 0) {
                wakeUps.tryAcquire(millis, TimeUnit.MILLISECONDS);
            }
        }

        private void pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                LOG.debug("worker of {} was interrupted in a pause", kind);
            }
        }
    }
}
