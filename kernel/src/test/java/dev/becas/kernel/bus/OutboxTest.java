package dev.becas.kernel.bus;

import static dev.becas.kernel.KernelInFolder.deletion;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutboxTest extends OnABus {
    private final List<String> done = Collections.synchronizedList(new ArrayList<>());

    /// A worker that fails as often as it is told to, then works.
    private final class Fragile implements OutboxWorker {
        private final AtomicInteger failures;
        private final Throwable how;

        Fragile(int failures, Throwable how) {
            this.failures = new AtomicInteger(failures);
            this.how = how;
        }

        @Override
        public Effect perform(OutboxItem item) throws Exception {
            if (failures.getAndDecrement() > 0) {
                if (how instanceof Error error) {
                    throw error;
                }
                throw (Exception) how;
            }
            done.add(item.key() + "/" + item.attempt() + "/" + item.payload(String.class));
            return tx -> tx.publish(deletion("done", done.size()));
        }

        @Override
        public int attemptsMax() {
            return 2;
        }

        @Override
        public Effect gaveUp(OutboxItem item, Exception failure) {
            return tx -> tx.publish(deletion("gave-up", 1));
        }
    }

    @Test
    void givesUpAfterItsTriesAndWritesWhatTheWorkerSaysThen() throws Exception {
        bus.work("mail", new Fragile(2, new IllegalStateException("the post office is closed")));
        ask("k1");
        bus.awaitQuiet(SOON);
        assertEquals("failed 2 java.lang.IllegalStateException: the post office is closed", row("k1"));
        assertTrue(bus.journal().find(deletion("gave-up", 1).head().id()).isPresent());
        ask("k2");
        bus.awaitQuiet(SOON);
        assertEquals(List.of("k2/1/hello"), done);
    }

    @Test
    void aWorkerThatThrowsErrorsIsTriedAgainLikeAnyOther() throws Exception {
        bus.work("mail", new Fragile(1, new NoClassDefFoundError("of another version")));
        ask("k1");
        bus.awaitQuiet(SOON);
        assertEquals(List.of("k1/2/hello"), done);
    }

    @Test
    void anEndThatCannotBeWrittenIsAFailureOfTheWorker() throws Exception {
        bus.work("mail", new OutboxWorker() {
            @Override
            public Effect perform(OutboxItem item) {
                return tx -> tx.sql().execute("INSERT INTO nowhere VALUES (1)");
            }

            @Override
            public int attemptsMax() {
                return 2;
            }

            @Override
            public Effect gaveUp(OutboxItem item, Exception failure) {
                throw new IllegalStateException("nor can it say so");
            }
        });
        ask("k1");
        bus.awaitQuiet(SOON);
        assertTrue(row("k1").startsWith("failed 2 "), row("k1"));
    }

    @Test
    void whatWasPendingIsDoneAfterARestart() throws Exception {
        ask("k1");
        ask("k2");
        CountDownLatch begun = new CountDownLatch(1);
        bus.work("mail", item -> {
            begun.countDown();
            Thread.sleep(60_000);
            return Effect.NOTHING;
        });
        begun.await();
        reopen();
        bus.work("mail", new Fragile(0, new IllegalStateException()));
        bus.awaitQuiet(SOON);
        assertEquals(List.of("k1/1/hello", "k2/1/hello"), done);
        assertEquals("done 1 null", row("k1"));
    }

    @Test
    void workWithoutAWorkerWaitsAndKeepsNobodyFromRest() throws Exception {
        ask("k1");
        bus.awaitQuiet(SOON);
        bus.work("mail", new Fragile(0, new IllegalStateException())).close();
        bus.work("mail", new Fragile(0, new IllegalStateException()));
        bus.awaitQuiet(SOON);
        assertEquals(List.of("k1/1/hello"), done.stream().distinct().toList(), "at least once");
    }

    @Test
    void quietMeansThatNothingIsLeftHoweverManyAskAtOnce() throws Exception {
        for (int round = 0; round < 10; round++) {
            int from = round * 20;
            Thread asks = Thread.ofPlatform().start(() -> {
                for (int n = from; n < from + 20; n++) {
                    askUnchecked("k" + n);
                }
            });
            AutoCloseable worker = bus.work("mail", new Fragile(0, new IllegalStateException()));
            asks.join();
            bus.awaitQuiet(SOON);
            assertEquals(from + 20, done.stream().distinct().count());
            worker.close();
        }
    }

    @Test
    void whatIsHeldIsLeftOutUntilItIsReleased() throws Exception {
        ask("k1");
        ask("k2");
        bus.write("hold", tx -> assertTrue(tx.outboxHold("mail", "k1")));
        bus.work("mail", new Fragile(0, new IllegalStateException()));
        bus.awaitQuiet(SOON);
        assertEquals(List.of("k2/1/hello"), done);
        assertEquals("held 0 null", row("k1"));
        bus.write("hold again", tx -> assertFalse(tx.outboxHold("mail", "k1")));
        bus.write("release", tx -> assertTrue(tx.outboxRelease("mail", "k1")));
        bus.awaitQuiet(SOON);
        assertEquals(List.of("k2/1/hello", "k1/1/hello"), done);
        bus.write("release again", tx -> assertFalse(tx.outboxRelease("mail", "k1")));
    }

    @Test
    void whatIsHeldWhileItIsDoneWritesNothingAndIsDoneAnewWhenReleased() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch held = new CountDownLatch(1);
        List<Integer> attempts = Collections.synchronizedList(new ArrayList<>());
        bus.work("mail", item -> {
            attempts.add(item.attempt());
            if (attempts.size() == 1) {
                begun.countDown();
                held.await();
                throw new WorkStopped(item.key());
            }
            return tx -> tx.publish(deletion("done", 1));
        });
        ask("k1");
        begun.await();
        bus.write("hold", tx -> tx.outboxHold("mail", "k1"));
        bus.write("release", tx -> tx.outboxRelease("mail", "k1"));
        held.countDown();
        bus.awaitQuiet(SOON);
        assertEquals(List.of(1, 1), attempts, "a stop is no try");
        assertTrue(bus.journal().find(deletion("done", 1).head().id()).isPresent());
    }

    @Test
    void whatIsDroppedIsNeverDone() throws Exception {
        ask("k1");
        ask("k2");
        bus.write("drop", tx -> {
            tx.outboxHold("mail", "k2");
            assertTrue(tx.outboxDrop("mail", "k1", "nobody wants it"));
            assertTrue(tx.outboxDrop("mail", "k2", "nor this"));
            assertFalse(tx.outboxDrop("mail", "k2", "twice"));
        });
        bus.work("mail", new Fragile(0, new IllegalStateException()));
        bus.awaitQuiet(SOON);
        assertEquals(List.of(), done);
        assertEquals("failed 0 nobody wants it", row("k1"));
        assertEquals("failed 0 nor this", row("k2"));
    }

    @Test
    void whatIsPutFirstIsDoneBeforeWhatWasAskedEarlier() throws Exception {
        ask("k1");
        ask("k2");
        ask("k3");
        bus.write("first", tx -> assertTrue(tx.outboxFirst("k3")));
        bus.work("mail", new Fragile(0, new IllegalStateException()));
        bus.awaitQuiet(SOON);
        assertEquals(List.of("k3/1/hello", "k1/1/hello", "k2/1/hello"), done);
        bus.write("first again", tx -> assertFalse(tx.outboxFirst("k3")));
    }

    private void askUnchecked(String key) {
        try {
            ask(key);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void ask(String key) throws Exception {
        bus.write("ask", tx -> tx.outbox("mail", key, "", "hello"));
    }

    private String row(String key) {
        return store.read(h -> h.createQuery(
                        "SELECT state || ' ' || attempts || ' ' || coalesce(error, 'null') FROM outbox WHERE key = :key")
                .bind("key", key)
                .mapTo(String.class)
                .one());
    }
}
