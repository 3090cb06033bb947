package dev.becas.kernel.plugin;

import static dev.becas.kernel.KernelInFolder.deletion;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.KernelInFolder;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.config.Config;
import dev.becas.kernel.flow.MessageFlow.MessageDeleted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class PluginHostTest {
    @TempDir
    Path folder;

    private Path jars;
    private Kernel kernel;
    private PluginHost host;

    @BeforeEach
    void open() throws IOException {
        jars = Files.createDirectories(folder.resolve("jars"));
        kernel = KernelInFolder.open(folder);
        host = new PluginHost(kernel, jars, Map.of("pinned.jar", "00ff"), Duration.ofSeconds(1));
    }

    @AfterEach
    void close() {
        host.close();
        kernel.close();
    }

    @Test
    void aGoodJarStartsAndIsSeen() throws Exception {
        PluginState state = host.start(counting("good"));
        assertEquals(new PluginState("good", "1.2.3", "good.jar", "started", null), state);
        assertEquals(List.of("good.count"), kernel.bus().running());
        host.stop("good");
        assertEquals("stopped", host.states().getFirst().state());
        assertEquals(List.of(), kernel.bus().running());
    }

    @Test
    void everyBadJarSaysWhyInOneSentenceAndHarmsNoOther() throws Exception {
        byte[] good = Files.readAllBytes(counting("b-good"));
        bad("a-empty.jar", new byte[0]);
        bad("c-truncated.jar", Arrays.copyOf(good, good.length / 2));
        byte[] random = new byte[5000];
        new Random(1).nextBytes(random);
        bad("d-random.jar", random);
        byte[] flipped = good.clone();
        for (int i = 200; i < good.length - 400; i += 7) {
            flipped[i] ^= 0x55;
        }
        bad("e-flipped.jar", flipped);
        new JarMaker(folder).to(jars.resolve("f-no-manifest.jar"));
        new JarMaker(folder).entry("Created-By", "somebody else").to(jars.resolve("g-foreign.jar"));
        good("h").without("Plugin-Id").to(jars.resolve("h-no-id.jar"));
        good("i").without("Plugin-Version").to(jars.resolve("i-no-version.jar"));
        good("j").file("dev/becas/kernel/bus/Bus.class", "a copy").to(jars.resolve("j-kernel-inside.jar"));
        good("k").entry("Becas-Plugin", "drop.in.Nowhere").to(jars.resolve("k-no-main.jar"));
        good("l").entry("Becas-Plugin", "java.lang.String").to(jars.resolve("l-no-plugin.jar"));
        JarMaker.plugin(folder, "m", "throw new StackOverflowError();").to(jars.resolve("m-error.jar"));
        JarMaker.plugin(folder, "n", "throw new IllegalStateException(\"the moon is full\");")
                .to(jars.resolve("n-throws.jar"));
        good("o").entry("Plugin-Requires", "0.9.0").to(jars.resolve("o-other-kernel.jar"));
        good("p").entry("Plugin-Requires", "whatever").to(jars.resolve("p-odd-kernel.jar"));
        good("q").to(jars.resolve("pinned.jar"));
        good("r").file("db/r/V1__a.sql", "CREATE TABLE r (id INTEGER);").to(jars.resolve("r-no-folder-entry.jar"));
        good("s").file("db/s/", "").file("db/s/V1__a.sql", "CREATE TABLE s (;").to(jars.resolve("s-bad-script.jar"));
        good("t")
                .main("public Main(int n) {} public void start(PluginContext c) {}")
                .to(jars.resolve("t-no-constructor.jar"));
        good("u")
                .main(
                        "static { if (true) throw new RuntimeException(\"not today\"); } public void start(PluginContext c) {}")
                .to(jars.resolve("u-static.jar"));
        good("v").entry("Plugin-Dependencies", "somebody-who-is-not-there").to(jars.resolve("v-dependency.jar"));
        JarMaker.plugin(folder, "w", "Thread.sleep(60_000);").to(jars.resolve("w-hangs.jar"));
        Files.createDirectories(jars.resolve("x-folder.jar"));
        good("b-good").to(jars.resolve("y-same-id.jar"));
        counting("z-good");

        host.startAll(jars);

        says("a-empty.jar", "it is not a readable jar");
        says("c-truncated.jar", "it is not a readable jar");
        says("d-random.jar", "it is not a readable jar");
        says("e-flipped.jar", "");
        says("f-no-manifest.jar", "it is no plugin jar: it has no manifest");
        says("g-foreign.jar", "it is no plugin jar: its manifest has no Becas-Plugin entry");
        says("h-no-id.jar", "its manifest has no Plugin-Id entry");
        says("i-no-version.jar", "its manifest has no Plugin-Version entry");
        says("j-kernel-inside.jar", "it holds a copy of the kernel");
        says("k-no-main.jar", "drop.in.Nowhere");
        says("l-no-plugin.jar", "java.lang.String is no dev.becas.kernel.plugin.BecasPlugin");
        says("m-error.jar", "java.lang.StackOverflowError");
        says("n-throws.jar", "the moon is full");
        says("o-other-kernel.jar", "it was built for kernel 0.9.0 but this is kernel 0.1.0");
        says("p-odd-kernel.jar", "it was built for kernel whatever but this is kernel 0.1.0");
        says("pinned.jar", "but plugins.pins says 00ff");
        says("r-no-folder-entry.jar", "its scripts in db/r/ cannot be found");
        says("s-bad-script.jar", "cannot bring the tables of s in");
        says("t-no-constructor.jar", "NoSuchMethodException");
        says("u-static.jar", "ExceptionInInitializerError");
        says("v-dependency.jar", "somebody-who-is-not-there");
        says("w-hangs.jar", "its start did not end within 1000 ms");
        says("x-folder.jar", "it is no file");
        says("y-same-id.jar", "b-good");
        assertEquals(List.of("b-good.count", "z-good.count"), kernel.bus().running());
        assertEquals("started", state("b-good.jar").state());
        countsOn("z-good");
    }

    @Test
    void aPinThatMatchesLetsTheJarIn() throws Exception {
        Path jar = counting("good");
        String sha = java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar)));
        PluginHost pinned = new PluginHost(kernel, jars, Map.of("good.jar", sha.toUpperCase(java.util.Locale.ROOT)));
        assertEquals("started", pinned.start(jar).state());
        pinned.close();
    }

    @Test
    void aPluginMigratesItsOwnTablesAndFindsThemAgain() throws Exception {
        JarMaker.plugin(
                        folder,
                        "notes",
                        "context.bus().write(\"n\", tx -> tx.sql().execute(\"INSERT INTO notes VALUES (1)\"));")
                .file("db/notes/", "")
                .file("db/notes/V1__notes.sql", "CREATE TABLE notes (id INTEGER);")
                .to(jars.resolve("notes.jar"));
        host.start(jars.resolve("notes.jar"));
        host.stop("notes");
        assertNull(host.start(jars.resolve("notes.jar")).cause());
        int rows = kernel.store()
                .read(h -> h.createQuery("SELECT count(*) FROM notes")
                        .mapTo(Integer.class)
                        .one());
        assertEquals(2, rows);
    }

    @Test
    void followsItsFolderAndSurvivesWhatItFindsThere() throws Exception {
        host.follow(jars);
        counting("one");
        bad("broken.jar", new byte[] {1, 2, 3});
        host.follow(jars);
        assertEquals("started", state("one.jar").state());
        assertEquals("refused", state("broken.jar").state());
        JarMaker.plugin(folder, "one", "").entry("Plugin-Version", "2.0.0").to(jars.resolve("one.jar"));
        host.follow(jars);
        assertEquals("2.0.0", state("one.jar").version());
        Files.delete(jars.resolve("one.jar"));
        Files.delete(jars.resolve("broken.jar"));
        host.follow(jars);
        assertEquals("stopped", state("one.jar").state());
        host.follow(folder.resolve("a folder that is not there"));
    }

    @Test
    void jarsThatWereStartedFromAFolderAreNotStartedAgainWhenItIsFollowed() throws Exception {
        JarMaker.plugin(
                        folder,
                        "once",
                        "context.bus().write(\"n\", tx -> tx.sql().execute(\"CREATE TABLE once (id INTEGER)\"));")
                .to(jars.resolve("once.jar"));
        host.startAll(jars);
        host.follow(jars);
        host.follow(folder.resolve("another folder"));
        assertEquals("started", state("once.jar").state());
        assertNull(state("once.jar").cause());
    }

    @Test
    void aPluginThatThrowsHangsOrKeepsAThreadHarmsNoOther() throws Exception {
        JarMaker.plugin(folder, "throws", subscribe("throws", "throw new IllegalStateException(\"again\");"))
                .to(jars.resolve("throws.jar"));
        JarMaker.plugin(folder, "hangs", subscribe("hangs", "Thread.sleep(60_000); return Effect.NOTHING;"))
                .to(jars.resolve("hangs.jar"));
        JarMaker.plugin(
                        folder,
                        "leaks",
                        "new Thread(() -> { try { Thread.sleep(8_000); } catch (InterruptedException e) { } }, \"left-over\").start();")
                .to(jars.resolve("leaks.jar"));
        host.startAll(jars);
        AtomicInteger calm = new AtomicInteger();
        kernel.bus()
                .subscribe(Subscription.to(
                        "test.calm",
                        batch -> {
                            calm.addAndGet(batch.size());
                            return Effect.NOTHING;
                        },
                        Set.of(MessageDeleted.class)));
        for (int n = 0; n < 50; n++) {
            kernel.bus().publish(deletion("g1", n));
        }
        while (calm.get() < 50) {
            Thread.sleep(5);
        }
        host.stop("leaks");
        host.stop("throws");
        host.stop("hangs");
        assertEquals(List.of("test.calm"), kernel.bus().running());
        assertTrue(kernel.bus().counts().stream().allMatch(c -> c.addsUp()));
    }

    @Test
    void aPluginThatStopsBadlyIsStoppedAllTheSame() throws Exception {
        new JarMaker(folder)
                .identity("rude")
                .main(
                        "public void start(PluginContext c) {} public void stop() { throw new NoClassDefFoundError(\"gone\"); }")
                .to(jars.resolve("rude.jar"));
        host.start(jars.resolve("rude.jar"));
        host.stop("rude");
        assertEquals("started", host.start(jars.resolve("rude.jar")).state());
    }

    @Test
    void whatAPluginGaveUpTakesTooLateIsGivenBack() throws Exception {
        JarMaker.plugin(
                        folder,
                        "late",
                        "try { Thread.sleep(60_000); } catch (InterruptedException e) { Thread.sleep(500); } "
                                + subscribe("late", "return Effect.NOTHING;"))
                .to(jars.resolve("late.jar"));
        assertEquals("failed", host.start(jars.resolve("late.jar")).state());
        Thread.sleep(1_500);
        assertFalse(kernel.bus().running().contains("late.late"));
    }

    @Test
    void aPluginsMetersGoWithIt() throws Exception {
        JarMaker.plugin(
                        folder,
                        "meters",
                        "context.metrics().gauge(\"drop.in.gauge\", this, t -> 7); context.metrics().counter(\"drop.in.count\").increment();")
                .to(jars.resolve("meters.jar"));
        host.start(jars.resolve("meters.jar"));
        assertEquals(7, kernel.metrics().get("drop.in.gauge").gauge().value());
        assertEquals(1, kernel.metrics().get("drop.in.count").counter().count());
        host.stop("meters");
        assertNull(kernel.metrics().find("drop.in.gauge").gauge());
        host.start(jars.resolve("meters.jar"));
        assertEquals(7, kernel.metrics().get("drop.in.gauge").gauge().value(), "and come again with it");
        kernel.metrics().counter("of.the.kernel").increment();
        assertEquals(1, kernel.metrics().get("of.the.kernel").counter().count());
        assertEquals(Config.defaults().inForce(), kernel.config().inForce());
    }

    private static String subscribe(String id, String body) {
        return "context.subscribe(Subscription.to(\"" + id + "." + id + "\", batch -> { if (batch.size() >= 0) { "
                + body
                + " } return Effect.NOTHING; }, Set.of(MessageFlow.MessageDeleted.class)));"
                        .replace("return Effect.NOTHING; } return Effect.NOTHING;", "return Effect.NOTHING; }");
    }

    private JarMaker good(String id) {
        return JarMaker.plugin(
                folder,
                id,
                "context.subscribe(Subscription.to(\"" + id
                        + ".count\", batch -> Effect.NOTHING, Set.of(MessageFlow.MessageDeleted.class)));");
    }

    private Path counting(String id) throws IOException {
        return good(id).to(jars.resolve(id + ".jar"));
    }

    private void bad(String name, byte[] bytes) throws IOException {
        Files.write(jars.resolve(name), bytes);
    }

    private PluginState state(String jar) {
        return host.states().stream()
                .filter(s -> s.jar().equals(jar))
                .findFirst()
                .orElseThrow();
    }

    private void says(String jar, String part) {
        PluginState state = state(jar);
        String cause = String.valueOf(state.cause());
        assertTrue(Set.of("refused", "failed").contains(state.state()), state.toString());
        assertTrue(cause.contains(part) && !cause.contains("\n"), state.toString());
    }

    private void countsOn(String id) throws Exception {
        kernel.bus().publish(deletion("g1", 1));
        kernel.bus().awaitQuiet(Duration.ofSeconds(10));
        assertTrue(kernel.bus().counts().stream().anyMatch(c -> c.name().equals(id + ".count") && c.handled() == 1));
    }
}
