package dev.becas.kernel.store;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.Sentence;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StoreTest {
    @TempDir
    Path folder;

    private Store store;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(folder.resolve("becas.db"), Duration.ofSeconds(1));
        insert("CREATE TABLE note (text TEXT PRIMARY KEY)");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aDamagedStoreIsToldInOneSentence() throws Exception {
        for (int i = 0; i < 400; i++) {
            insert("INSERT INTO note VALUES ('" + i + "-" + "x".repeat(500) + "')");
        }
        store.close();
        Path file = folder.resolve("becas.db");
        byte[] bytes = Files.readAllBytes(file);
        java.util.Arrays.fill(bytes, 24, 4096, (byte) 0x5a);
        Files.write(file, bytes);
        String sentence = Sentence.of(StoreException.class, () -> {
            try (Store damaged = Store.open(file)) {
                new Migrations(damaged, folder.resolve("backups")).migrate("kernel", Store.class.getClassLoader());
            }
        });
        assertTrue(sentence.contains(file.toString()) && sentence.contains("it is damaged"), sentence);
    }

    @Test
    void workThatFailsTakesNothingOfItsNeighboursWithIt() throws Exception {
        CompletableFuture<Boolean> before =
                store.writeTrusted("before", (h, s, after) -> h.execute("INSERT INTO note VALUES ('before')") == 1);
        CompletableFuture<Boolean> wrong =
                store.writeTrusted("wrong", (h, s, after) -> h.execute("INSERT INTO nowhere VALUES (1)") == 1);
        CompletableFuture<Boolean> behind =
                store.writeTrusted("behind", (h, s, after) -> h.execute("INSERT INTO note VALUES ('behind')") == 1);
        assertTrue(before.get());
        assertTrue(behind.get());
        Sentence.of(ExecutionException.class, wrong::get);
        assertEquals(2, count());
    }

    @Test
    void whatRunsAfterACommitAndThrowsStopsNobody() throws Exception {
        store.write("bad manners", (h, s, after) -> {
            after.add(() -> {
                throw new NoClassDefFoundError("of a plugin that has gone");
            });
            return h.execute("INSERT INTO note VALUES ('x')");
        });
        insert("INSERT INTO note VALUES ('y')");
        assertEquals(2, count());
    }

    @Test
    void aStatementThatNeverEndsIsBrokenOffAndTheNextOneGoesOn() throws Exception {
        long began = System.nanoTime();
        String sentence = Sentence.of(
                StoreException.class,
                () -> insert("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"));
        assertTrue(sentence.contains("held the writer for more than 1 s"), sentence);
        insert("INSERT INTO note VALUES ('after')");
        assertTrue(System.nanoTime() - began < Duration.ofSeconds(20).toNanos());
    }

    @Test
    void workThatWasHandedOverAndHangsIsCutOffAndTheNextOneGoesOn() throws Exception {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        String sentence = Sentence.of(
                StoreException.class,
                () -> store.handOver("hangs", (h, s, after) -> {
                    h.execute("INSERT INTO note VALUES ('half')");
                    try {
                        hangs.await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                    return h.execute("INSERT INTO note VALUES ('other half')");
                }));
        assertEquals("hangs held the writer for more than 1 s and was cut off", sentence);
        interrupted.await();
        store.handOver("next", (h, s, after) -> h.execute("INSERT INTO note VALUES ('after')"));
        assertEquals(1, count());
    }

    @Test
    void workThatIsInTheGroupOfOneThatWasCutOffSaysThatItMayBeDoneAgain() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CompletableFuture<Boolean> neighbour = store.writeTrusted("neighbour", (h, s, after) -> {
            waits.await();
            return h.execute("INSERT INTO note VALUES ('neighbour')") == 1;
        });
        Thread hangs = Thread.ofPlatform()
                .start(() -> Sentence.of(
                        StoreException.class,
                        () -> store.handOver("hangs", (h, s, after) -> {
                            Thread.sleep(60_000);
                            return true;
                        })));
        while (hangs.getState() != Thread.State.WAITING) {
            Thread.sleep(10);
        }
        waits.countDown();
        ExecutionException rolledBack = assertThrows(ExecutionException.class, neighbour::get);
        assertInstanceOf(StoreException.TryAgain.class, rolledBack.getCause());
        hangs.join();
        assertEquals(0, count());
    }

    @Test
    void anInterruptThatWorkLeavesBehindHarmsNoNeighbour() throws Exception {
        CountDownLatch waits = new CountDownLatch(1);
        CompletableFuture<Boolean> first =
                store.writeTrusted("waits", (h, s, after) -> waits.await(30, TimeUnit.SECONDS));
        Thread interrupts = started(() -> store.handOver("interrupts", (h, s, after) -> {
            Thread.currentThread().interrupt();
            return h.execute("INSERT INTO note VALUES ('interrupts')");
        }));
        Thread neighbour = started(
                () -> store.write("neighbour", (h, s, after) -> h.execute("INSERT INTO note VALUES ('neighbour')")));
        waits.countDown();
        assertTrue(first.get());
        interrupts.join();
        neighbour.join();
        assertEquals(2, count());
    }

    /// A thread that has asked for something and waits for its end.
    private static Thread started(Executable asks) throws InterruptedException {
        Thread thread = Thread.ofPlatform().start(() -> assertDoesNotThrow(asks));
        while (thread.getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
        return thread;
    }

    @Test
    void aStatementThatFailedOnceWorksTheNextTime() throws Exception {
        String insert = "INSERT INTO note VALUES (abs(?))";
        store.handOver("first", (h, s, after) -> s.execute(insert, 1));
        Sentence.of(
                StoreException.class,
                () -> store.handOver("overflow", (h, s, after) -> s.execute(insert, Long.MIN_VALUE)));
        store.handOver("again", (h, s, after) -> s.execute(insert, 2));
        assertEquals(2, count());
    }

    @Test
    void anInterruptWhileTheCommitRunsDoesNotHideThatItWasWritten() throws Exception {
        store.write("interrupts itself", (h, s, after) -> {
            Thread.currentThread().interrupt();
            return h.execute("INSERT INTO note VALUES ('x')");
        });
        assertTrue(Thread.interrupted(), "the interrupt is kept");
        assertEquals(1, count());
    }

    @Test
    void waitsForAnotherProgramThatHoldsTheFileForAWhile() throws Exception {
        try (var other = DriverManager.getConnection("jdbc:sqlite:" + store.path());
                var statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            CompletableFuture<Integer> waits =
                    store.writeTrusted("waits", (h, s, after) -> h.execute("INSERT INTO note VALUES ('x')"));
            Thread.sleep(300);
            assertFalse(waits.isDone());
            statement.execute("COMMIT");
            assertEquals(1, waits.get(20, TimeUnit.SECONDS));
        }
    }

    @Test
    void aClosedStoreSaysSo() {
        store.close();
        String sentence = Sentence.of(StoreException.class, () -> insert("INSERT INTO note VALUES ('x')"));
        assertEquals("the store " + store.path() + " is closed", sentence);
    }

    @Test
    void aCopyIsAWholeStore() throws Exception {
        insert("INSERT INTO note VALUES ('x')");
        store.backupTo(folder.resolve("copy.db"));
        try (Store copy = Store.open(folder.resolve("copy.db"))) {
            assertEquals(1, count(copy));
        }
        String sentence = Sentence.of(StoreException.class, () -> store.backupTo(folder.resolve("copy.db")));
        assertTrue(sentence.contains("copy.db"), sentence);
    }

    private void insert(String sql) throws Exception {
        store.write("test", (h, s, after) -> h.execute(sql));
    }

    private int count() {
        return count(store);
    }

    private static int count(Store of) {
        return of.read(h ->
                h.createQuery("SELECT count(*) FROM note").mapTo(Integer.class).one());
    }
}
