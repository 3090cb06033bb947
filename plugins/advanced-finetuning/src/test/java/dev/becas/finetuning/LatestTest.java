package dev.becas.finetuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.finetuning.Server.Decision;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.DatasetFlow.DatasetFrozen;
import dev.becas.kernel.flow.DatasetFlow.DatasetRequested;
import dev.becas.kernel.flow.EventHead;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LatestTest {
    private static final String SCAM = "scam_detection";

    @TempDir
    Path folder;

    @Test
    void ofOneCategoryIsTheOneFrozenLastAlsoWhenTwoAreOfOneInstant() throws Exception {
        try (Server server = filled()) {
            List<String> ids = freeze(server, Server.CATEGORY, 1, 2, 3, 4, 5, 6);
            assertEquals(ids.getLast(), shown(server, Map.of("dataset", "latest")));
            assertEquals(ids.reversed(), listed(server, Map.of()));
        }
    }

    @Test
    void isTheOneFrozenLastAlsoWhenItWasThereBefore() throws Exception {
        try (Server server = filled()) {
            List<String> ids = freeze(server, Server.CATEGORY, 1, 2);
            server.kernel.tick(Duration.ofHours(1));
            server.kernel.publish(request(server, Server.CATEGORY, 1, "again"));
            assertEquals(ids.getFirst(), shown(server, Map.of("dataset", "latest")));
        }
    }

    @Test
    void isRefusedWhenCategoriesCompeteAndFoundByCategory() throws Exception {
        try (Server server = filled()) {
            String violations = freeze(server, Server.CATEGORY, 1).getFirst();
            String scams = freeze(server, SCAM, 1).getLast();
            for (String command : List.of("dataset show", "dataset verify", "dataset export")) {
                String refusal = assertThrows(
                                IllegalArgumentException.class, () -> server.run(command, Map.of("dataset", "latest")))
                        .getMessage();
                assertEquals(
                        "`latest` may be either of " + scams + " (scam_detection), " + violations
                                + " (violation_detection), frozen at the same instant: say --category or the id",
                        refusal);
            }
            assertEquals(violations, shown(server, Map.of("dataset", "latest", "category", Server.CATEGORY)));
            assertEquals(scams, shown(server, Map.of("dataset", "latest", "category", SCAM)));
            assertEquals(List.of(scams), listed(server, Map.of("category", SCAM)));
        }
    }

    @Test
    void isTheNewestWhenACategoryIsFrozenLater() throws Exception {
        try (Server server = filled()) {
            freeze(server, SCAM, 1);
            server.kernel.tick(Duration.ofHours(1));
            String newest = freeze(server, Server.CATEGORY, 1).getLast();
            assertEquals(newest, shown(server, Map.of("dataset", "latest")));
        }
    }

    @Test
    void refusesACategoryWithoutADatasetAndAnIdOfAnotherOne() throws Exception {
        try (Server server = filled()) {
            String violations = freeze(server, Server.CATEGORY, 1).getFirst();
            assertEquals(
                    "there is no dataset of scam_detection yet; `dataset freeze` makes one",
                    refusal(server, Map.of("dataset", "latest", "category", SCAM)));
            assertEquals(
                    "dataset " + violations + " is of violation_detection, not of scam_detection",
                    refusal(server, Map.of("dataset", violations, "category", SCAM)));
            assertTrue(refusal(server, Map.of("dataset", "latest", "category", "weather"))
                    .contains("weather"));
        }
    }

    private static String refusal(Server server, Map<String, String> words) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> server.run("dataset show", words))
                .getMessage());
    }

    private Server filled() throws Exception {
        Server server = new Server(folder, "");
        for (int i = 0; i < 40; i++) {
            Decision decision = server.decision();
            decision.label = i % 2 == 0 ? "ok" : "hate";
            server.publish(decision);
            server.custom(SCAM, i % 2 == 0 ? "clean" : "phishing", server.words());
            server.kernel.tick(Duration.ofHours(1));
        }
        server.kernel.tick(Duration.ofHours(24));
        return server;
    }

    /// Freezes once a seed, all at one instant; the ids in the order of freezing.
    private static List<String> freeze(Server server, String category, long... seeds) throws Exception {
        for (long seed : seeds) {
            server.kernel.publish(request(server, category, seed, "once"));
        }
        return server.kernel.events(DatasetFrozen.class).stream()
                .map(frozen -> frozen.dataset().datasetId())
                .toList();
    }

    private static DatasetRequested request(Server server, String category, long seed, String id) {
        return new DatasetRequested(
                EventHead.root("request", category + seed + id, EventHead.NO_GUILD, server.kernel.now()),
                "rules",
                category,
                Map.of("minTier", "bronze", "maxExamples", "20"),
                seed,
                null);
    }

    private static String shown(Server server, Map<String, String> words) throws Exception {
        CommandResult shown = server.run("dataset show", words);
        return shown.text().split("[ :]")[1];
    }

    private static List<String> listed(Server server, Map<String, String> words) throws Exception {
        return server.run("dataset list", words)
                .text()
                .lines()
                .map(line -> line.split(" ")[0])
                .toList();
    }
}
