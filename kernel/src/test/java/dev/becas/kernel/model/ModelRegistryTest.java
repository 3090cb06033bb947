package dev.becas.kernel.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.KernelInFolder;
import dev.becas.kernel.Sentence;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelRegistryTest {
    private static final String TARGET = ModelVersion.target("qwen", "scam_detection");
    private static final Instant START = KernelInFolder.START;

    @TempDir
    Path folder;

    private Kernel kernel;
    private ModelRegistry models;

    @BeforeEach
    void open() throws IOException {
        kernel = KernelInFolder.open(folder);
        models = kernel.models();
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void aVersionStaysAsItWasRegistered() throws Exception {
        ModelVersion first = version(0, "v0");
        kernel.bus().write("register", tx -> models.register(tx, first));
        kernel.bus().write("register", tx -> models.register(tx, version(0, "another digest")));
        assertEquals(Optional.of(first), models.find(first.name()));
        assertEquals(1, models.nextNumber(TARGET));
        assertEquals(0, models.nextNumber("becas-qwen-all"));
        assertEquals(List.of(first), models.versions(null));
    }

    @Test
    void theHistoryOnlyGrowsAndSaysWhatRanWhen() throws Exception {
        move(1, "v0", null, 100);
        move(2, "v1", "v0", 5);
        move(3, "v0", null, 100);
        assertEquals(
                List.of("v0", "v1", "v0"),
                models.history(TARGET).stream()
                        .map(ModelRegistry.AliasMove::version)
                        .toList());
        assertEquals(Optional.empty(), models.whatRanAt(TARGET, at(1).minusMillis(1)));
        assertEquals("v0", models.whatRanAt(TARGET, at(1)).orElseThrow().version());
        assertEquals(
                "v1",
                models.whatRanAt(TARGET, at(3).minusMillis(1)).orElseThrow().version());
        assertEquals("why 3", models.whatRanAt(TARGET, at(3)).orElseThrow().reason());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE model_alias_history SET version = 'v9'",
                "DELETE FROM model_alias_history",
                "REPLACE INTO model_alias_history (seq, target, version, share, at, by, reason, cause) SELECT seq, target, 'v9', share, at, by, reason, cause FROM model_alias_history"
            })
    void theStoreItselfRefusesToRewriteTheHistory(String rewriting) throws Exception {
        move(1, "v0", null, 100);
        String sentence =
                Sentence.of(StoreException.class, () -> kernel.bus().write("rewrite", tx -> tx.execute(rewriting)));
        assertTrue(sentence.contains("the history of aliases only grows"), sentence);
        assertEquals("v0", models.history(TARGET).getFirst().version());
    }

    @Test
    void theSameMoveToldTwiceIsOneMove() throws Exception {
        move(1, "v0", null, 100);
        move(1, "v0", null, 100);
        assertEquals(1, models.history(null).size());
    }

    @Test
    void aMoveThatIsRolledBackIsNotSeen() throws Exception {
        move(1, "v0", null, 100);
        assertThrows(
                IllegalStateException.class,
                () -> kernel.bus().write("move", tx -> {
                    models.moveAlias(tx, moved(2, "v1", null, 100));
                    throw new IllegalStateException("no");
                }));
        assertEquals("v0", models.aliases().find(TARGET).orElseThrow().version());
        assertEquals(1, models.history(TARGET).size());
    }

    @Test
    void whoIsInASmallShareStaysInALargerOne() throws Exception {
        move(0, "v0", null, 100);
        boolean[] before = new boolean[4000];
        int share = 0;
        for (int percent : new int[] {1, 5, 25, 50, 100}) {
            move(percent, "v1", "v0", percent);
            int routed = 0;
            for (int i = 0; i < before.length; i++) {
                boolean now = models.aliases()
                        .route(TARGET, "request-" + i)
                        .orElseThrow()
                        .equals("v1");
                assertTrue(now || !before[i], "request " + i + " fell out at " + percent + " %");
                before[i] = now;
                routed += now ? 1 : 0;
            }
            assertTrue(routed > share, "the share grows");
            assertEquals(percent / 100.0, routed / (double) before.length, 0.03);
            share = routed;
        }
    }

    @Test
    void routingIsTheSameAfterARestartAndReadsTheLastMove() throws Exception {
        move(1, "v0", null, 100);
        move(2, "v1", "v0", 25);
        List<String> before = routes();
        kernel.close();
        kernel = KernelInFolder.open(folder);
        models = kernel.models();
        assertEquals(
                new ModelAlias(TARGET, "v1", "v0", 25),
                models.aliases().find(TARGET).orElseThrow());
        assertEquals(before, routes());
        assertEquals(Optional.empty(), models.aliases().route("becas-llama-all", "r"));
    }

    @Test
    void anAliasRefusesAShareThatMakesNoSense() {
        assertThrows(IllegalArgumentException.class, () -> new ModelAlias(TARGET, "v1", "v0", 101));
        assertThrows(IllegalArgumentException.class, () -> new ModelAlias(TARGET, "v1", null, 50));
    }

    private List<String> routes() {
        return java.util.stream.IntStream.range(0, 200)
                .mapToObj(i -> models.aliases().route(TARGET, "request-" + i).orElseThrow())
                .toList();
    }

    private static Instant at(int n) {
        return START.plus(Duration.ofHours(n));
    }

    private static AliasMoved moved(int n, String version, @Nullable String fallback, int share) {
        return new AliasMoved(
                EventHead.root("test", "move/" + n, EventHead.NO_GUILD, at(n)),
                TARGET,
                version,
                fallback,
                share,
                "ann",
                "why " + n);
    }

    private void move(int n, String version, @Nullable String fallback, int share) throws Exception {
        kernel.bus().write("move", tx -> models.moveAlias(tx, moved(n, version, fallback, share)));
    }

    private static ModelVersion version(int number, String digest) {
        return new ModelVersion(
                TARGET + "-v" + number,
                TARGET,
                "scam_detection",
                number,
                "1.0.0",
                "linear",
                Path.of("models", "m"),
                digest,
                "stock",
                "",
                null,
                Map.of("rank", "8"),
                1,
                Map.of("macroF1", 0.5),
                "cause",
                START);
    }
}
