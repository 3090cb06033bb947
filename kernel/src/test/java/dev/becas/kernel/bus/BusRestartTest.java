package dev.becas.kernel.bus;

import static dev.becas.kernel.KernelInFolder.deletion;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.KernelInFolder;
import dev.becas.kernel.flow.ClockTicked;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.MessageFlow.MessageDeleted;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Restarts, failures and replays: whatever happens, an event's effect is there once and the counts add up.
@Timeout(90)
class BusRestartTest extends OnABus {
    @BeforeEach
    void table() throws Exception {
        bus.write("table", tx -> tx.sql().execute("CREATE TABLE effect (who TEXT, id TEXT, PRIMARY KEY (who, id))"));
    }

    @Test
    void goesOnInTheMiddleAfterABusThatWasClosedAbruptly() throws Exception {
        subscribe("a", 1);
        for (int round = 0; round < 4; round++) {
            for (int n = 0; n < 200; n++) {
                bus.publish(n % 3 == 0 ? tick(round * 200 + n) : deletion("g" + n % 5, round * 200 + n));
            }
            reopen();
            subscribe("a", 1);
        }
        bus.awaitQuiet(SOON);
        assertEquals(4 * 133, effects("test.a"));
        assertAddsUp("test.a");
    }

    @Test
    void lanesAreLaidAnewWhenTheirNumberChanges() throws Exception {
        AutoCloseable running = subscribe("a", 4);
        int published = 0;
        for (int lanes : new int[] {2, 1, 3, 3, 5}) {
            for (int n = 0; n < 50; n++) {
                bus.publish(deletion("g" + n % 7, published++));
            }
            bus.awaitQuiet(SOON);
            running.close();
            running = subscribe("a", lanes);
            int now = lanes;
            assertEquals(now, rows("subscription WHERE name = 'test.a'"), "lanes");
        }
        bus.awaitQuiet(SOON);
        assertEquals(published, effects("test.a"));
        assertAddsUp("test.a");
    }

    @Test
    void lanesThatHaveWorkBeforeThemStayAsTheyAre() throws Exception {
        subscribe("a", 3).close();
        for (int n = 0; n < 60; n++) {
            bus.publish(deletion("g" + n % 7, n));
        }
        AtomicInteger one = new AtomicInteger();
        bus.subscribe(new Subscription(
                "test.a",
                MessageDeleted.class::isInstance,
                batch -> {
                    if (one.getAndIncrement() > 0) {
                        Thread.sleep(60_000);
                    }
                    return insertEach("test.a", batch);
                },
                new SubscriptionOptions(3, 5, 2)));
        while (effects("test.a") == 0) {
            Thread.sleep(10);
        }
        reopen();
        AutoCloseable running = subscribe("a", 1);
        assertEquals(3, rows("subscription WHERE name = 'test.a'"));
        bus.awaitQuiet(SOON);
        running.close();
        subscribe("a", 1);
        assertEquals(1, rows("subscription WHERE name = 'test.a'"));
        assertEquals(60, effects("test.a"));
        assertAddsUp("test.a");
    }

    @Test
    void countsAddUpAfterAFailureInTheMiddleOfABatchWithFilteredEvents() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        bus.subscribe(new Subscription(
                "test.a",
                MessageDeleted.class::isInstance,
                batch -> {
                    if (broken.get() && batch.stream().anyMatch(d -> isNumber(d, 7) || isNumber(d, 9))) {
                        throw new IllegalStateException("cannot stand it");
                    }
                    return insertEach("test.a", batch);
                },
                new SubscriptionOptions(1, 512, 2)));
        List<FlowEvent> mixed = new ArrayList<>();
        for (int n = 0; n < 30; n++) {
            mixed.add(n % 2 == 0 ? tick(n) : deletion("g1", n));
        }
        bus.publish(mixed);
        bus.awaitQuiet(SOON);
        rest();
        assertEquals(
                new SubscriptionCount("test.a", 30, 13, 15, 2, 0), bus.counts().getFirst());
        broken.set(false);
        for (DeadLetter letter : bus.deadLetters()) {
            assertTrue(bus.replay(letter).get());
            assertFalse(bus.replay(letter).get(), "once");
        }
        assertEquals(
                new SubscriptionCount("test.a", 30, 15, 15, 0, 0), bus.counts().getFirst());
        assertEquals(15, effects("test.a"));
    }

    @Test
    void aDeadLetterOfALaneThatIsNoMoreIsReplayedByTheOneThatOwnsItsServer() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        Handler handler = batch -> {
            if (broken.get()) {
                throw new IllegalStateException("no");
            }
            return insertEach("test.a", batch);
        };
        AutoCloseable running = bus.subscribe(new Subscription(
                "test.a", MessageDeleted.class::isInstance, handler, new SubscriptionOptions(5, 16, 1)));
        for (int n = 0; n < 10; n++) {
            bus.publish(deletion("g" + n, n));
        }
        bus.awaitQuiet(SOON);
        running.close();
        List<DeadLetter> letters = bus.deadLetters();
        assertEquals(10, letters.size());
        assertTrue(String.valueOf(assertThrows(IllegalStateException.class, () -> bus.replay(letters.getFirst()))
                        .getMessage())
                .contains("is not running"));
        broken.set(false);
        bus.subscribe(new Subscription(
                "test.a", MessageDeleted.class::isInstance, handler, new SubscriptionOptions(2, 16, 1)));
        for (DeadLetter letter : letters) {
            assertTrue(bus.replay(letter).get());
        }
        assertEquals(
                new SubscriptionCount("test.a", 10, 10, 0, 0, 0), bus.counts().getFirst());
    }

    @Test
    void aHandlerThatThrowsErrorsOrInterruptsHarmsOnlyItsEvent() throws Exception {
        List<Throwable> evil = List.of(
                new StackOverflowError(), new NoClassDefFoundError("gone"), new InterruptedException("pretended"));
        AtomicInteger next = new AtomicInteger();
        bus.subscribe(new Subscription(
                "test.a",
                MessageDeleted.class::isInstance,
                new Handler() {
                    @Override
                    public Effect handle(List<Delivery> batch) throws Exception {
                        if (batch.stream().anyMatch(d -> isNumber(d, 3))) {
                            throwIt(evil.get(next.getAndIncrement() % evil.size()));
                        }
                        return insertEach("test.a", batch);
                    }

                    @Override
                    public void lost() {
                        throw new IllegalStateException("not even this works");
                    }
                },
                new SubscriptionOptions(1, 4, 3)));
        for (int n = 0; n < 10; n++) {
            bus.publish(deletion("g1", n));
        }
        bus.awaitQuiet(SOON);
        assertEquals(
                new SubscriptionCount("test.a", 10, 9, 0, 1, 0), bus.counts().getFirst());
    }

    @Test
    void aSubscriptionThatCannotSayWhatItWantsBuriesThatEventAndGoesOn() throws Exception {
        bus.subscribe(new Subscription(
                "test.a",
                e -> {
                    if (e instanceof MessageDeleted d && d.messageId().equals("3")) {
                        throw new IllegalStateException("do I want it?");
                    }
                    return e instanceof MessageDeleted;
                },
                batch -> insertEach("test.a", batch),
                new SubscriptionOptions(1, 100, 2)));
        bus.publish(List.of(deletion("g1", 1), tick(2), deletion("g1", 3), deletion("g1", 4)));
        bus.awaitQuiet(SOON);
        rest();
        assertEquals(
                new SubscriptionCount("test.a", 4, 2, 1, 1, 0), bus.counts().getFirst());
    }

    @Test
    void aHandlerThatWasLeftBehindWritesNothingWhenItWakes() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch wake = new CountDownLatch(1);
        CountDownLatch woke = new CountDownLatch(1);
        AutoCloseable hangs = bus.subscribe(Subscription.to(
                "test.a",
                batch -> {
                    begun.countDown();
                    while (wake.getCount() > 0) {
                        try {
                            wake.await();
                        } catch (InterruptedException e) {
                            Thread.onSpinWait(); // it will not listen
                        }
                    }
                    woke.countDown();
                    return insertEach("test.a", batch);
                },
                DELETIONS));
        bus.publish(deletion("g1", 1));
        begun.await();
        hangs.close();
        subscribe("a", 1);
        bus.awaitQuiet(SOON);
        assertEquals(1, effects("test.a"));
        wake.countDown();
        woke.await();
        bus.publish(deletion("g1", 2));
        bus.awaitQuiet(SOON);
        assertEquals(2, effects("test.a"));
        assertEquals(
                new SubscriptionCount("test.a", 2, 2, 0, 0, 0), bus.counts().getFirst());
    }

    @Test
    void fourteenSubscriptionsWithRandomFailuresHaveEachEffectOnce() throws Exception {
        Random random = new Random(7);
        for (int s = 0; s < 14; s++) {
            Random mine = new Random(random.nextLong());
            String name = "test.s" + s;
            bus.subscribe(new Subscription(
                    name,
                    MessageDeleted.class::isInstance,
                    batch -> {
                        maybeFail(mine, 0.01);
                        Effect effect = insertEach(name, batch);
                        return tx -> {
                            effect.write(tx);
                            maybeFail(mine, 0.01);
                        };
                    },
                    new SubscriptionOptions(1 + s % 3, 64, 20)));
        }
        List<Thread> publishers = new ArrayList<>();
        for (int p = 0; p < 4; p++) {
            int from = p * 300;
            publishers.add(Thread.ofPlatform().start(() -> publishAll(from, 300)));
        }
        for (Thread publisher : publishers) {
            publisher.join();
        }
        bus.awaitQuiet(SOON);
        rest();
        assertEquals(14, bus.counts().size());
        for (SubscriptionCount count : bus.counts()) {
            assertEquals(new SubscriptionCount(count.name(), 1200, 960, 240, 0, 0), count);
            assertEquals(960, effects(count.name()));
        }
    }

    private void publishAll(int from, int many) {
        try {
            for (int n = from; n < from + many; n++) {
                bus.publish(n % 5 == 0 ? tick(n) : deletion("g" + n % 11, n));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void maybeFail(Random random, double share) {
        synchronized (random) {
            if (random.nextDouble() < share) {
                throw new IllegalStateException("bad luck");
            }
        }
    }

    private static void throwIt(Throwable evil) throws Exception {
        if (evil instanceof Error error) {
            throw error;
        }
        throw (Exception) evil;
    }

    private static boolean isNumber(Delivery delivery, int n) {
        return delivery.event() instanceof MessageDeleted d && d.messageId().equals(Integer.toString(n));
    }

    private static ClockTicked tick(int n) {
        return ClockTicked.at(KernelInFolder.START.plusSeconds(n));
    }

    private AutoCloseable subscribe(String name, int lanes) throws Exception {
        String full = "test." + name;
        return bus.subscribe(new Subscription(
                full,
                MessageDeleted.class::isInstance,
                batch -> insertEach(full, batch),
                new SubscriptionOptions(lanes, 32, 3)));
    }

    private static Effect insertEach(String who, List<Delivery> batch) {
        return tx -> batch.forEach(d -> tx.sql()
                .execute(
                        "INSERT INTO effect VALUES (?, ?)",
                        who,
                        d.event().head().id()));
    }

    private void assertAddsUp(String name) throws InterruptedException {
        rest();
        SubscriptionCount count = bus.counts().stream()
                .filter(c -> c.name().equals(name))
                .findFirst()
                .orElseThrow();
        assertTrue(count.addsUp() && count.pending() == 0 && count.handled() == effects(name), count.toString());
    }

    private int effects(String who) {
        return rows("effect WHERE who = '" + who + "'");
    }
}
