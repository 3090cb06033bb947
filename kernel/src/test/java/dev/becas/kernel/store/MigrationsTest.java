package dev.becas.kernel.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.KernelInFolder;
import dev.becas.kernel.Sentence;
import dev.becas.kernel.bus.Bus;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MigrationsTest {
    @TempDir
    Path folder;

    private Store store;
    private Migrations migrations;

    @BeforeEach
    void open() throws Exception {
        store = Store.open(folder.resolve("becas.db"));
        migrations = new Migrations(store, folder.resolve("backups"));
        migrations.migrate("kernel", Bus.class.getClassLoader());
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void anEmptyStoreIsNotBackedUp() throws Exception {
        migrate("1");
        assertEquals(List.of(), backups());
    }

    @Test
    void aStoreWithEventsIsBackedUpBeforeAComponentsFirstMigration() throws Exception {
        publishOne();
        migrate("1");
        assertEquals(List.of("before-shop-1.db"), backups());
        try (Store copy = Store.open(folder.resolve("backups").resolve("before-shop-1.db"))) {
            assertEquals(1, rows(copy, "journal"));
            assertEquals(0, rows(copy, "sqlite_master WHERE name = 'shop_1'"));
        }
    }

    @Test
    void whatAComponentHasIsBackedUpBeforeItsNextMigration() throws Exception {
        migrate("1");
        write("INSERT INTO shop_1 VALUES (1)");
        migrate("1", "2");
        migrate("1", "2");
        assertEquals(List.of("before-shop-2.db"), backups());
        try (Store copy = Store.open(folder.resolve("backups").resolve("before-shop-2.db"))) {
            assertEquals(1, rows(copy, "shop_1"));
        }
    }

    @Test
    void aStoreOfANewerVersionIsRefusedAndLeftAlone() throws Exception {
        migrate("1", "2");
        String sentence = Sentence.of(StoreException.class, () -> migrate("1"));
        assertTrue(
                sentence.contains(store.path() + " was written by a newer version: its tables of shop are at 2"),
                sentence);
        assertEquals(1, rows(store, "sqlite_master WHERE name = 'shop_2'"));
        assertEquals(List.of(), backups());
    }

    @Test
    void aScriptThatFailsLeavesTheTablesAsTheyWere() throws Exception {
        migrate("1");
        Path scripts = scripts("1");
        Files.writeString(
                scripts.resolve("V2__wrong.sql"), "CREATE TABLE shop_2 (id INTEGER);\nCREATE TABLE nonsense (;\n");
        String sentence = Sentence.of(StoreException.class, () -> migrateFrom(scripts));
        assertTrue(
                sentence.startsWith("cannot bring the tables of shop in " + store.path() + " up to date: "), sentence);
        assertEquals(0, rows(store, "sqlite_master WHERE name = 'shop_2'"));
        write("INSERT INTO shop_1 VALUES (1)");
    }

    @Test
    void migratesWhileEventsAreWritten() throws Exception {
        AtomicBoolean stop = new AtomicBoolean();
        try (Bus bus = new Bus(store, new SimpleMeterRegistry())) {
            Thread load = Thread.ofPlatform().start(() -> {
                for (int n = 0; !stop.get(); n++) {
                    try {
                        bus.publish(KernelInFolder.deletion("g1", n));
                    } catch (InterruptedException e) {
                        return;
                    }
                }
            });
            for (int component = 0; component < 10; component++) {
                Path scripts =
                        folder.resolve("classes" + component).resolve("db").resolve("part" + component);
                Files.createDirectories(scripts);
                Files.writeString(scripts.resolve("V1__a.sql"), "CREATE TABLE part_" + component + " (id INTEGER);");
                try (URLClassLoader loader = loader(scripts)) {
                    migrations.migrate("part" + component, loader);
                }
                assertEquals(0, rows(store, "part_" + component));
            }
            assertFalse(load.isInterrupted());
            assertTrue(load.isAlive());
            stop.set(true);
            load.join();
        }
    }

    private void migrate(String... versions) throws IOException {
        migrateFrom(scripts(versions));
    }

    private void migrateFrom(Path scripts) throws IOException {
        try (URLClassLoader loader = loader(scripts)) {
            migrations.migrate("shop", loader);
        }
    }

    private static URLClassLoader loader(Path scripts) throws IOException {
        Path classes = scripts.resolve("..").resolve("..").normalize();
        return new URLClassLoader(new URL[] {classes.toUri().toURL()}, null);
    }

    private Path scripts(String... versions) throws IOException {
        Path scripts = Files.createDirectories(
                Files.createTempDirectory(folder, "classes").resolve("db").resolve("shop"));
        for (String version : versions) {
            Files.writeString(
                    scripts.resolve("V" + version + "__a.sql"), "CREATE TABLE shop_" + version + " (id INTEGER);");
        }
        return scripts;
    }

    private void publishOne() throws Exception {
        try (Bus bus = new Bus(store, new SimpleMeterRegistry())) {
            bus.publish(KernelInFolder.deletion("g1", 1));
        }
    }

    private void write(String sql) throws Exception {
        store.write("test", (h, s, after) -> h.execute(sql));
    }

    private static int rows(Store of, String table) {
        return of.read(h -> h.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Integer.class)
                .one());
    }

    private List<String> backups() throws IOException {
        Path backups = folder.resolve("backups");
        if (!Files.exists(backups)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(backups)) {
            return files.map(f -> String.valueOf(f.getFileName()))
                    .filter(n -> n.endsWith(".db"))
                    .sorted()
                    .toList();
        }
    }
}
