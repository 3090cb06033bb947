package dev.becas.kernel.plugin;

import static dev.becas.kernel.KernelInFolder.deletion;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.KernelInFolder;
import dev.becas.kernel.bus.SubscriptionCount;
import dev.becas.kernel.model.ModelRuntime;
import java.lang.ref.WeakReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A jar goes in and out two hundred times while events are published.
@Timeout(120)
class HotReloadTest {
    private static final int RELOADS = 200;

    @TempDir
    Path folder;

    /// Takes one of everything that a context gives, so that whatever holds on to a plugin's classes is found.
    private static final String PLUGIN = """
            public record Settings(int size, Inner inner) {}
            public record Inner(String name) {}
            public record Payload(String id) {}
            public static final class Note { public String text = "a note"; }
            public void start(PluginContext context) throws Exception {
                Settings settings = context.settings("drop", new Settings(3, new Inner("x")));
                context.metrics().gauge("drop.size", settings, s -> s.size());
                context.metrics().timer("drop.time").record(java.time.Duration.ofMillis(1));
                context.thread("idle", () -> { try { Thread.sleep(600_000); } catch (InterruptedException e) { } });
                context.provide(Runnable.class, "drop", () -> { });
                context.command(new dev.becas.kernel.command.Command("drop", "drops", List.of(), List.of(), call -> dev.becas.kernel.command.CommandResult.ok("", new Payload("x"))));
                context.work("drop-work", item -> { Payload p = item.payload(Payload.class); return tx ->
                    tx.sql().execute("INSERT INTO drop_work VALUES (?)", p.id()); });
                context.subscribe(Subscription.to("drop.in", batch -> tx -> {
                    for (Delivery d : batch) {
                        tx.sql().execute("INSERT INTO drop_effect VALUES (?)", d.event().head().id());
                        if (d.seq() % 50 == 0) {
                            tx.outbox("drop-work", d.event().head().id(), d.event().head().id(), new Payload(d.event().head().id()));
                        }
                    }
                    dev.becas.kernel.json.Json.read(dev.becas.kernel.json.Json.write(new Note()), Note.class);
                }, Set.of(MessageFlow.MessageDeleted.class)));
            }
            """;

    @Test
    void noEventIsMissedOrHandledTwiceAndNoClassLoaderStays() throws Exception {
        Path jars = Files.createDirectories(folder.resolve("jars"));
        Path aside = new JarMaker(folder)
                .identity("drop")
                .main(PLUGIN)
                .file("db/drop/", "")
                .file(
                        "db/drop/V1__drop.sql",
                        "CREATE TABLE drop_effect (id TEXT PRIMARY KEY); CREATE TABLE drop_work (id TEXT PRIMARY KEY);")
                .to(folder.resolve("drop.aside"));
        try (Kernel kernel = KernelInFolder.open(folder)) {
            PluginHost host = kernel.plugins();
            Path jar = jars.resolve("drop.jar");
            drop(aside, jar);
            host.follow(jars);
            assertEquals(
                    "started", host.states().getFirst().state(), host.states().toString());
            AtomicBoolean stop = new AtomicBoolean();
            AtomicInteger published = new AtomicInteger();
            Thread load = Thread.ofPlatform().start(() -> publish(kernel, stop, published));
            List<WeakReference<ClassLoader>> loaders = new ArrayList<>();
            for (int i = 0; i < RELOADS; i++) {
                loaders.add(new WeakReference<>(loaderOf(kernel)));
                if (i % 2 == 0) {
                    Files.delete(jar);
                    host.follow(jars);
                    assertTrue(kernel.bus().running().isEmpty());
                }
                drop(aside, jar);
                host.follow(jars);
                assertEquals(
                        "started",
                        host.states().getFirst().state(),
                        host.states().toString());
            }
            stop.set(true);
            load.join();
            kernel.bus().awaitQuiet(Duration.ofSeconds(30));
            SubscriptionCount count = kernel.bus().counts().getFirst();
            assertEquals(new SubscriptionCount("drop.in", published.get(), published.get(), 0, 0, 0), count);
            assertEquals(published.get(), rows(kernel, "drop_effect"));
            assertEquals(rows(kernel, "outbox"), rows(kernel, "drop_work"));
            assertTrue(published.get() > RELOADS, "there was load: " + published.get());
            Files.delete(jar);
            host.follow(jars);
            assertEquals(0, aliveAfterCollection(loaders));
        }
    }

    private static void drop(Path from, Path to) throws Exception {
        Path half = to.resolveSibling("drop.half");
        Files.copy(from, half, StandardCopyOption.REPLACE_EXISTING);
        Files.move(half, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static ClassLoader loaderOf(Kernel kernel) {
        assertTrue(kernel.services().all(ModelRuntime.class).isEmpty());
        return kernel.services()
                .find(Runnable.class, "drop")
                .orElseThrow()
                .getClass()
                .getClassLoader();
    }

    private static void publish(Kernel kernel, AtomicBoolean stop, AtomicInteger published) {
        try {
            while (!stop.get()) {
                kernel.bus().publish(deletion("g" + published.get() % 3, published.get()));
                published.incrementAndGet();
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static long aliveAfterCollection(List<WeakReference<ClassLoader>> loaders) throws InterruptedException {
        long alive = loaders.size();
        for (int i = 0; i < 30 && alive > 0; i++) {
            System.gc();
            Thread.sleep(50);
            alive = loaders.stream().filter(l -> l.get() != null).count();
        }
        return alive;
    }

    private static int rows(Kernel kernel, String table) {
        return kernel.store()
                .read(h -> h.createQuery("SELECT count(*) FROM " + table)
                        .mapTo(Integer.class)
                        .one());
    }
}
