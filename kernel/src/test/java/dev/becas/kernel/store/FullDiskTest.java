package dev.becas.kernel.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.becas.kernel.KernelInFolder;
import dev.becas.kernel.Sentence;
import dev.becas.kernel.bus.Bus;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.bus.SubscriptionOptions;
import dev.becas.kernel.flow.MessageFlow.MessageDeleted;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class FullDiskTest {
    @TempDir
    Path folder;

    /// Pages that the store may have stand for the disk's room; the engine answers just as on a full disk.
    @Test
    void aFullDiskRefusesAPublishInOneSentenceAndLosesNothing() throws Exception {
        try (Store store = Store.open(folder.resolve("becas.db"))) {
            new Migrations(store, folder.resolve("backups")).migrate("kernel", Bus.class.getClassLoader());
            try (Bus bus = new Bus(store, new SimpleMeterRegistry())) {
                bus.publish(KernelInFolder.deletion("g1", 0));
                room(store, "(SELECT 1)");
                int acknowledged = publishUntilRefused(bus);
                assertEquals(acknowledged, bus.journal().head());
                room(store, "1073741823");
                assertTrue(
                        bus.publish(KernelInFolder.deletion("g1", acknowledged)),
                        "it goes on when there is room again");
                assertEquals(acknowledged + 1, bus.journal().head());
            }
        }
    }

    @Test
    void onARealFullDiskSubscriptionsWaitAndBuryNothing() throws Exception {
        Path disk = Files.createDirectories(folder.resolve("disk"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", disk.toString()), "mounting needs root");
        try {
            onSmallDisk(disk);
        } finally {
            run("umount", "-l", disk.toString());
        }
    }

    private void onSmallDisk(Path disk) throws Exception {
        // The native library is unpacked beside the store; here it must not take the room.
        try (Store store = Store.open(disk.resolve("becas.db"))) {
            new Migrations(store, folder.resolve("backups")).migrate("kernel", Bus.class.getClassLoader());
            try (Bus bus = new Bus(store, new SimpleMeterRegistry())) {
                bus.write("table", tx -> tx.sql().execute("CREATE TABLE effect (id TEXT PRIMARY KEY, load BLOB)"));
                Path filler = disk.resolve("filler");
                bus.subscribe(Subscription.to(
                                "test.heavy",
                                batch -> tx -> batch.forEach(d -> tx.sql()
                                        .execute(
                                                "INSERT INTO effect VALUES (?, randomblob(400))",
                                                d.event().head().id())),
                                Set.of(MessageDeleted.class))
                        .with(new SubscriptionOptions(1, 50, 2)));
                fill(filler);
                int acknowledged = publishUntilRefused(bus);
                Thread.sleep(3_000);
                assertEquals(List.of(), bus.deadLetters());
                Files.delete(filler);
                bus.publish(KernelInFolder.deletion("g1", 100_000));
                bus.awaitQuiet(Duration.ofSeconds(30));
                assertEquals(List.of(), bus.deadLetters());
                int effects = store.read(h -> h.createQuery("SELECT count(*) FROM effect")
                        .mapTo(Integer.class)
                        .one());
                assertEquals(acknowledged + 1, effects);
                assertEquals(acknowledged + 1, bus.journal().head());
                assertEquals(
                        "ok",
                        store.read(h -> h.createQuery("PRAGMA integrity_check")
                                .mapTo(String.class)
                                .one()));
            }
        }
    }

    /// @return how many publishes were acknowledged, ids from 0
    private static int publishUntilRefused(Bus bus) throws Exception {
        for (int n = 0; n < 50_000; n++) {
            try {
                bus.publish(KernelInFolder.deletion("g1", n));
            } catch (StoreException e) {
                String sentence = Sentence.of(e);
                assertTrue(
                        sentence.startsWith("the disk of ") && sentence.contains("nothing stored is lost"), sentence);
                return n;
            }
        }
        throw new AssertionError("the disk never was full");
    }

    private static void room(Store store, String pages) throws Exception {
        store.write("room", (h, s, after) -> {
            int limit = pages.startsWith("(")
                    ? h.createQuery("PRAGMA page_count").mapTo(Integer.class).one() + 4
                    : Integer.parseInt(pages);
            return h.execute("PRAGMA max_page_count = " + limit);
        });
    }

    private static void fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        try (var out = Files.newOutputStream(file)) {
            for (int i = 0; i < 480; i++) {
                out.write(block);
            }
        } catch (IOException full) {
            throw new IOException("the disk is smaller than the filler", full);
        }
    }

    private static boolean run(String... command) throws Exception {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(20, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }
}
