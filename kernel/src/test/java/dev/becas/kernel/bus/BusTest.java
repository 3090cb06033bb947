package dev.becas.kernel.bus;

import static dev.becas.kernel.KernelInFolder.START;
import static dev.becas.kernel.KernelInFolder.deletion;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.flow.ClockTicked;
import dev.becas.kernel.flow.MessageFlow.MessageDeleted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class BusTest extends OnABus {
    @Test
    void publishesAnEventOnceHoweverOftenItIsTold() throws Exception {
        assertTrue(bus.publish(deletion("g1", 1)));
        assertFalse(bus.publish(deletion("g1", 1)));
        assertEquals(1, bus.journal().head());
        assertEquals(
                deletion("g1", 1),
                bus.journal().find(deletion("g1", 1).head().id()).orElseThrow());
    }

    @Test
    void whatIsThereAlreadyTakesNoPlaceInTheJournal() throws Exception {
        bus.publish(List.of(deletion("g1", 1), deletion("g1", 2)));
        assertEquals(
                2, bus.publish(List.of(deletion("g1", 2), deletion("g1", 3), deletion("g1", 3), deletion("g1", 4))));
        bus.write("mixed", tx -> {
            assertFalse(tx.publish(deletion("g1", 4)));
            assertTrue(tx.publish(deletion("g1", 5)));
            assertFalse(tx.publish(deletion("g1", 1)));
            assertTrue(tx.publish(deletion("g1", 6)));
        });
        List<Delivery> kept = bus.after(0, 10);
        assertEquals(bus.journal().after(0, 10), kept);
        assertEquals(
                List.of("1 1", "2 2", "3 3", "4 4", "5 5", "6 6"),
                kept.stream()
                        .map(d -> d.seq() + " " + ((MessageDeleted) d.event()).messageId())
                        .toList());
    }

    @Test
    void givesEachSubscriptionEveryWantedEventInOrderAndCountsTheRest() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        bus.subscribe(Subscription.to(
                "test.seen",
                batch -> {
                    batch.forEach(d -> seen.add(((MessageDeleted) d.event()).messageId()));
                    return Effect.NOTHING;
                },
                DELETIONS));
        for (int i = 0; i < 1000; i++) {
            bus.publish(i % 4 == 0 ? ClockTicked.at(START.plusSeconds(i)) : deletion("g1", i));
        }
        bus.awaitQuiet(SOON);
        assertEquals(750, seen.size());
        assertEquals(
                seen.stream()
                        .sorted(java.util.Comparator.comparingInt(Integer::parseInt))
                        .toList(),
                seen);
        rest();
        SubscriptionCount count = bus.counts().getFirst();
        assertEquals(new SubscriptionCount("test.seen", 1000, 750, 250, 0, 0), count);
    }

    @Test
    void tellsTheLineageOfManyAtOnceAndOfNoneTwice() throws Exception {
        bus.write("lineage", tx -> tx.lineage("child", "first"));
        bus.write("lineage", tx -> tx.lineage("child", List.of("first", "second", "a \"quoted\" third")));
        bus.write("lineage", tx -> tx.lineage("child", List.of()));
        assertEquals(
                List.of("a \"quoted\" third", "first", "second"),
                store.read(h -> h.createQuery("SELECT parent FROM lineage WHERE child = 'child' ORDER BY parent")
                        .mapTo(String.class)
                        .list()));
    }

    @Test
    void writesEffectAndCursorTogetherAndGoesOnAfterARestart() throws Exception {
        bus.write("table", tx -> tx.sql().execute("CREATE TABLE effect (id TEXT PRIMARY KEY)"));
        AutoCloseable subscription = bus.subscribe(Subscription.to("test.effect", BusTest::insertEach, DELETIONS));
        bus.publish(List.of(deletion("g1", 1), deletion("g1", 2)));
        bus.awaitQuiet(SOON);
        subscription.close();
        bus.publish(deletion("g1", 3));
        bus.subscribe(Subscription.to("test.effect", BusTest::insertEach, DELETIONS));
        bus.awaitQuiet(SOON);
        assertEquals(3, rows("effect"));
        assertEquals(3, bus.counts().getFirst().handled());
    }

    @Test
    void buriesWhatKeepsFailingGoesOnAndReplaysItOnDemand() throws Exception {
        AtomicBoolean broken = new AtomicBoolean(true);
        AtomicInteger handled = new AtomicInteger();
        Handler handler = batch -> {
            for (Delivery d : batch) {
                if (broken.get() && ((MessageDeleted) d.event()).messageId().equals("2")) {
                    throw new IllegalStateException("cannot stand 2");
                }
            }
            return tx -> handled.addAndGet(batch.size());
        };
        bus.subscribe(Subscription.to("test.fragile", handler, DELETIONS).with(new SubscriptionOptions(1, 100, 2)));
        bus.publish(List.of(deletion("g1", 1), deletion("g1", 2), deletion("g1", 3)));
        bus.awaitQuiet(SOON);
        DeadLetter letter = bus.deadLetters().getFirst();
        assertTrue(letter.error().contains("cannot stand 2"));
        assertEquals(
                new SubscriptionCount("test.fragile", 3, 2, 0, 1, 0),
                bus.counts().getFirst());
        broken.set(false);
        assertTrue(bus.replay(letter).get());
        assertEquals(
                new SubscriptionCount("test.fragile", 3, 3, 0, 0, 0),
                bus.counts().getFirst());
        assertEquals(3, handled.get());
    }

    @Test
    void keepsTheOrderOfEachGuildOnLanesOfItsOwn() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        bus.subscribe(Subscription.to(
                        "test.lanes",
                        batch -> {
                            batch.forEach(d -> seen.add(
                                    d.event().head().guildId() + "/" + ((MessageDeleted) d.event()).messageId()));
                            return Effect.NOTHING;
                        },
                        DELETIONS)
                .with(new SubscriptionOptions(3, 16, 2)));
        for (int i = 0; i < 600; i++) {
            bus.publish(deletion("g" + i % 7, i));
        }
        bus.awaitQuiet(SOON);
        assertEquals(600, seen.size());
        for (int g = 0; g < 7; g++) {
            String prefix = "g" + g + "/";
            List<Integer> numbers = seen.stream()
                    .filter(s -> s.startsWith(prefix))
                    .map(s -> Integer.parseInt(s.substring(prefix.length())))
                    .toList();
            assertEquals(numbers.stream().sorted().toList(), numbers);
        }
        rest();
        assertTrue(bus.counts().getFirst().addsUp());
    }

    @Test
    void doesOutsideWorkOnceAKeyAndWritesItsEndWithItsEffect() throws Exception {
        AtomicInteger performed = new AtomicInteger();
        bus.work("mail", item -> {
            performed.incrementAndGet();
            return tx -> tx.publish(deletion("g1", 99));
        });
        bus.write("ask", tx -> {
            assertTrue(tx.outbox("mail", "k1", "", "hello"));
            assertFalse(tx.outbox("mail", "k1", "", "hello"));
        });
        bus.awaitQuiet(SOON);
        assertEquals(1, performed.get());
        assertTrue(bus.journal().find(deletion("g1", 99).head().id()).isPresent());
    }

    @Test
    void cutsOffAnEffectThatHangsAndLetsEverybodyElseGoOn() throws Exception {
        reopen(Duration.ofSeconds(1));
        AtomicInteger calm = new AtomicInteger();
        bus.subscribe(Subscription.to("test.hangs", batch -> tx -> Thread.sleep(60_000), DELETIONS)
                .with(new SubscriptionOptions(1, 10, 1)));
        bus.subscribe(Subscription.to("test.calm", batch -> tx -> calm.addAndGet(batch.size()), DELETIONS));
        bus.publish(List.of(deletion("g1", 1), deletion("g1", 2)));
        long began = System.nanoTime();
        while (calm.get() < 2
                && System.nanoTime() - began < Duration.ofSeconds(40).toNanos()) {
            Thread.sleep(50);
        }
        assertEquals(2, calm.get());
    }

    @Test
    void rollsBackAllOfAnEffectThatThrows() throws Exception {
        bus.write("table", tx -> tx.sql().execute("CREATE TABLE effect (id TEXT PRIMARY KEY)"));
        try {
            bus.write("throws", tx -> {
                tx.sql().execute("INSERT INTO effect VALUES ('x')");
                tx.publish(deletion("g1", 5));
                throw new IllegalStateException("no");
            });
        } catch (IllegalStateException expected) {
            assertEquals("no", expected.getMessage());
        }
        assertEquals(0, rows("effect"));
        assertEquals(0, bus.journal().head());
    }

    private static Effect insertEach(List<Delivery> batch) {
        return tx -> batch.forEach(d -> tx.sql()
                .execute("INSERT INTO effect VALUES (?)", d.event().head().id()));
    }
}
