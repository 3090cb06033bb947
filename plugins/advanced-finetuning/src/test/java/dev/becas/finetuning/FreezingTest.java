package dev.becas.finetuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.finetuning.Server.Decision;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.flow.DatasetFlow.DatasetFrozen;
import dev.becas.kernel.flow.DatasetFlow.DatasetRefused;
import dev.becas.kernel.flow.DatasetFlow.DatasetRequested;
import dev.becas.kernel.flow.EventHead;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreezingTest {
    private static final Duration DAY = Duration.ofHours(24);

    @TempDir
    Path folder;

    @Test
    void freezesTheSameDatasetTwiceAndInAnotherRun() throws Exception {
        String first = frozenHash(folder.resolve("first"), 2);
        String second = frozenHash(folder.resolve("second"), 1);
        assertEquals(first, second);
    }

    /// Freezes `times` times, checks that all are one, and returns its content hash.
    private static String frozenHash(Path folder, int times) throws Exception {
        try (Server server = new Server(folder, "")) {
            fill(server, 60);
            for (int i = 0; i < times; i++) {
                server.kernel.publish(request(server, "r" + i, Map.of("minTier", "bronze", "balance", "false")));
            }
            List<DatasetFrozen> frozen = server.kernel.events(DatasetFrozen.class);
            assertEquals(times, frozen.size());
            assertEquals(
                    1, frozen.stream().map(DatasetFrozen::dataset).distinct().count());
            Path data = server.kernel
                    .kernel()
                    .dataFolder()
                    .resolve(frozen.getFirst().dataset().directory());
            assertTrue(Files.exists(data.resolve("train.jsonl")));
            server.kernel.assertCountsAddUp();
            return frozen.getFirst().dataset().contentHash();
        }
    }

    @Test
    void givesAFrozenDatasetItsLineage() throws Exception {
        try (Server server = new Server(folder, "")) {
            fill(server, 20);
            server.kernel.publish(request(server, "r", Map.of("minTier", "bronze", "balance", "false")));
            DatasetFrozen frozen = server.kernel.events(DatasetFrozen.class).getFirst();
            int parents = server.kernel
                    .kernel()
                    .store()
                    .read(h -> h.createQuery("SELECT count(*) FROM lineage WHERE child = :id")
                            .bind("id", frozen.dataset().datasetId())
                            .mapTo(Integer.class)
                            .one());
            assertEquals(frozen.dataset().trainCount() + frozen.dataset().evalCount(), parents);
        }
    }

    @Test
    void refusesToFreezeNothingAndWrongFilters() throws Exception {
        try (Server server = new Server(folder, "")) {
            server.kernel.publish(request(server, "nothing", Map.of()));
            server.kernel.publish(request(server, "wrong", Map.of("minTier", "platinum")));
            List<DatasetRefused> refused = server.kernel.events(DatasetRefused.class);
            assertEquals(
                    "no trainable example of violation_detection is left: there is none",
                    refused.getFirst().reason());
            assertEquals(
                    "minTier must be gold, silver or bronze but was 'platinum'",
                    refused.getLast().reason());
        }
    }

    @Test
    void leavesAnErasedTextOutOfTheNextDataset() throws Exception {
        try (Server server = new Server(folder, "")) {
            fill(server, 20);
            server.kernel.publish(request(server, "before", Map.of("minTier", "bronze", "balance", "false")));
            server.kernel
                    .kernel()
                    .bus()
                    .write("erase", tx -> ContentStore.erase(tx.sql(), Server.GUILD, "a3", server.kernel.now()));
            server.kernel.publish(request(server, "after", Map.of("minTier", "bronze", "balance", "false")));
            List<DatasetFrozen> frozen = server.kernel.events(DatasetFrozen.class);
            assertNotEquals(
                    frozen.getFirst().dataset().datasetId(),
                    frozen.getLast().dataset().datasetId());
            CommandResult diff = server.run(
                    "dataset diff",
                    Map.of(
                            "from",
                            frozen.getFirst().dataset().datasetId(),
                            "to",
                            frozen.getLast().dataset().datasetId()));
            assertTrue(diff.text().contains("erased=1"), diff.text());
        }
    }

    @Test
    void countsWhatIsNewAndHowGoodADatasetWouldBe() throws Exception {
        try (Server server = new Server(folder, "")) {
            fill(server, 20);
            var counts = server.counts();
            assertEquals(20, counts.total());
            assertEquals(20, counts.newTotal());
            assertEquals(8_150, counts.averageScoreBp());
            assertEquals(0, counts.gold());
        }
    }

    @Test
    void servesTheDatasetCommands() throws Exception {
        try (Server server = new Server(folder, "")) {
            fill(server, 30);
            CommandResult frozen =
                    server.run("dataset freeze", Map.of("category", Server.CATEGORY, "seed", "3", "balance", "false"));
            assertEquals(0, frozen.exitCode(), frozen.text());
            assertTrue(server.run("dataset list", Map.of()).text().contains(Server.CATEGORY));
            assertTrue(server.run("dataset show", Map.of("dataset", "latest"))
                    .text()
                    .contains("0 straddle"));
            assertEquals(
                    0, server.run("dataset verify", Map.of("dataset", "latest")).exitCode());
            assertTrue(server.run(
                            "dataset export",
                            Map.of(
                                    "dataset",
                                    "latest",
                                    "out",
                                    folder.resolve("out").toString()))
                    .text()
                    .startsWith("1 file(s)"));
            assertTrue(server.run("dataset stats", Map.of()).text().startsWith("30 examples"));
            assertFalse(frozen.json().toString().isEmpty());
        }
    }

    private static DatasetRequested request(Server server, String id, Map<String, String> filters) {
        return new DatasetRequested(
                EventHead.root("request", id, EventHead.NO_GUILD, server.kernel.now()),
                "rules",
                Server.CATEGORY,
                filters,
                5,
                null);
    }

    /// Undisputed silver examples of two labels, one an hour.
    private static void fill(Server server, int examples) throws Exception {
        for (int i = 0; i < examples; i++) {
            Decision decision = server.decision();
            decision.label = i % 2 == 0 ? "ok" : "hate";
            server.publish(decision);
            server.kernel.tick(Duration.ofHours(1));
        }
        server.kernel.tick(DAY);
    }
}
