package dev.becas.finetuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.finetuning.Server.Decision;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.flow.MessageFlow.AuthorErased;
import dev.becas.kernel.json.Json;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyExportTest {
    /// The test's time begins at eight.
    private static final Duration UNTIL_TWO = Duration.ofHours(18);

    private static final Duration DAY = Duration.ofDays(1);
    private static final String MASTER = "violation_detection_master.jsonl";

    @TempDir
    Path folder;

    @Test
    void writesAFileOfTheLastDayAndOneOfAllExamples() throws Exception {
        try (Server server = new Server(folder, "")) {
            people(server, 6);
            server.kernel.tick(UNTIL_TWO);
            nextDay(server, 4);
            assertEquals(6, lines("violation_detection_2026-01-06.jsonl").size());
            assertEquals(4, lines("violation_detection_2026-01-07.jsonl").size());
            assertEquals(10, lines(MASTER).size());
            JsonNode line = Json.MAPPER.readTree(lines(MASTER).getFirst());
            assertEquals(
                    List.of("id", "input", "metadata", "output", "quality", "system"),
                    line.properties().stream().map(Map.Entry::getKey).toList());
            assertFalse(line.path("metadata").has("split"), "only a freeze knows the part");
        }
    }

    @Test
    void saysInTheCheckHowMuchItIsAndOfWhatQuality() throws Exception {
        try (Server server = new Server(folder, "")) {
            people(server, 6);
            server.kernel.tick(UNTIL_TWO);
            JsonNode check = Json.MAPPER.readTree(Files.readString(daily("violation_detection_master.check.json")));
            assertEquals(6, check.path("lines").asInt());
            assertEquals(
                    "{\"hate\":3,\"ok\":3}", check.path("counts").path("label").toString());
            assertEquals("2026-01-06T02:00:00Z", check.path("asOf").asText());
            assertEquals(
                    Files.size(daily(MASTER)),
                    check.path("files").path(0).path("bytes").asLong());
            assertEquals("[]", check.path("problems").toString());
        }
    }

    @Test
    void countsADecisionOfTheBotOnTheDayOnWhichNobodyCanDisputeItAnyMore() throws Exception {
        try (Server server = new Server(folder, "")) {
            server.publish(server.decision());
            server.kernel.tick(UNTIL_TWO);
            assertEquals(List.of(), names());
            server.kernel.tick(DAY);
            assertEquals(1, lines("violation_detection_2026-01-07.jsonl").size());
            server.kernel.tick(DAY);
            assertFalse(Files.exists(daily("violation_detection_2026-01-08.jsonl")));
            assertEquals(1, lines(MASTER).size());
        }
    }

    @Test
    void asksOnceADayAndPublishesNothing() throws Exception {
        try (Server server = new Server(folder, "datasets: {exportAt: '09:30'}")) {
            people(server, 4);
            int before = server.kernel.events().size();
            for (int hour = 0; hour < 24; hour++) {
                server.kernel.tick(Duration.ofHours(1));
                if (hour == 12) {
                    server.kernel.stop("advanced-finetuning");
                    server.kernel.start("advanced-finetuning", new FinetuningPlugin());
                }
            }
            List<String> keys = server.kernel
                    .kernel()
                    .store()
                    .read(h -> h.createQuery("SELECT key FROM outbox WHERE kind = 'export-daily' ORDER BY seq")
                            .mapTo(String.class)
                            .list());
            assertTrue(keys.contains("export-daily/2026-01-05T09:30:00Z/violation_detection"), keys::toString);
            assertEquals(keys.stream().distinct().count(), keys.size());
            assertEquals(2, keys.size(), "yesterday's, with nothing in it, and today's: " + keys);
            List<FlowEvent> events = server.kernel.events();
            assertEquals(before + 24, events.size(), "only the ticks came");
            server.kernel.assertCountsAddUp();
        }
    }

    @Test
    void makesTheSameFilesAgainWhenItWasKilledBetweenThem() throws Exception {
        try (Server server = new Server(folder, "")) {
            people(server, 6);
            server.kernel.tick(UNTIL_TWO);
            Map<String, String> whole = contents();
            server.kernel.stop("advanced-finetuning");
            Files.delete(daily(MASTER));
            Files.delete(daily("violation_detection_2026-01-06.check.json"));
            Files.writeString(daily("violation_detection_master-2.jsonl.part"), "half a li");
            Files.writeString(daily("violation_detection_master-2.jsonl"), "of a longer one\n");
            server.kernel
                    .kernel()
                    .bus()
                    .write(
                            "killed",
                            tx -> tx.execute("UPDATE outbox SET state = 'pending' WHERE kind = 'export-daily'"));
            server.kernel.tick(Duration.ofHours(1));
            people(server, 5);
            server.kernel.start("advanced-finetuning", new FinetuningPlugin());
            server.kernel.quiet();
            assertEquals(whole, contents());
        }
    }

    @Test
    void packsOldFilesAndLeavesTheMaster() throws Exception {
        try (Server server = new Server(folder, "datasets: {archiveAfter: 2 days}")) {
            people(server, 6);
            server.kernel.tick(UNTIL_TWO);
            List<String> packed = lines("violation_detection_2026-01-06.jsonl");
            for (int day = 0; day < 3; day++) {
                nextDay(server, 2);
            }
            assertFalse(Files.exists(daily("violation_detection_2026-01-06.jsonl")));
            assertFalse(Files.exists(daily("violation_detection_2026-01-06.check.json")));
            assertTrue(Files.exists(daily("violation_detection_2026-01-07.jsonl")));
            assertTrue(Files.exists(daily("archive/violation_detection_2026-01-06.check.json")));
            assertEquals(packed, unpacked("archive/violation_detection_2026-01-06.jsonl.gz"));
            assertEquals(12, lines(MASTER).size());
        }
    }

    @Test
    void takesAnErasedAuthorOutOfEveryFileAlsoInTheArchive() throws Exception {
        try (Server server = new Server(folder, "datasets: {archiveAfter: 1 days}")) {
            people(server, 6);
            server.kernel.tick(UNTIL_TWO);
            nextDay(server, 2);
            nextDay(server, 2);
            String archived = "archive/violation_detection_2026-01-06.jsonl.gz";
            String words = server.textOf("a3");
            assertTrue(unpacked(archived).stream().anyMatch(line -> line.contains(words)));
            assertTrue(lines(MASTER).stream().anyMatch(line -> line.contains(words)));
            erase(server, "a3");
            assertFalse(unpacked(archived).stream().anyMatch(line -> line.contains(words)));
            assertEquals(5, unpacked(archived).size());
            assertFalse(contents().values().stream().anyMatch(text -> text.contains(words)));
            assertEquals(9, lines(MASTER).size());
            JsonNode check = Json.MAPPER.readTree(Files.readString(daily("violation_detection_master.check.json")));
            assertEquals(9, check.path("lines").asInt());
            assertEquals(
                    Files.size(daily(MASTER)),
                    check.path("files").path(0).path("bytes").asLong());
            assertEquals(1, check.path("erasures").size());
        }
    }

    @Test
    void emptiesWhatMembersTypedAfterAMonthAndLeavesTheExamplesTexts() throws Exception {
        try (Server server = new Server(folder, "datasets: {rawTextRetention: 2 days}")) {
            people(server, 6);
            Map<String, String> before = texts(server, "example");
            assertEquals(6, texts(server, "message").size());
            server.kernel.tick(UNTIL_TWO);
            people(server, 1);
            server.kernel.tick(DAY);
            assertEquals(7, texts(server, "message").size(), "nothing is two days old");
            List<String> master = lines(MASTER);
            server.kernel.tick(DAY);
            assertEquals(1, texts(server, "message").size());
            assertTrue(texts(server, "example").entrySet().containsAll(before.entrySet()));
            assertEquals(master, lines(MASTER));
        }
    }

    @Test
    void removesLogFilesWhenTheirTimeIsOverAndNothingElse() throws Exception {
        Path logs = Files.createDirectories(folder.resolve("logs"));
        List<String> kept = List.of(
                "becas.2020-13-40.0.log.gz",
                "becas.2026-01-04.0.log.gz",
                "becas.2026-01-05.0.log.gz",
                "becas.log",
                "others.2020-01-01.0.log.gz");
        List<String> old =
                List.of("becas.2026-01-03.0.log.gz", "becas.2026-01-03.12.log.gz", "becas.2025-12-31.0.log.gz");
        for (String name : Stream.concat(kept.stream(), old.stream()).toList()) {
            Files.writeString(logs.resolve(name), name);
        }
        try (Server server = new Server(folder, "datasets: {logRetention: 2 days}")) {
            server.kernel.tick(UNTIL_TWO);
            assertEquals(kept, names(logs), "2026-01-06 02:00, less two days");
            server.kernel.tick(DAY);
            assertEquals(
                    kept.stream().filter(name -> !name.contains("2026-01-04")).toList(), names(logs));
        }
    }

    private static List<String> names(Path folder) throws Exception {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    /// Decisions that people made, of two labels, each of another author.
    private static void people(Server server, int count) throws Exception {
        for (int i = 0; i < count; i++) {
            Decision decision = server.decision();
            decision.label = i % 2 == 0 ? "ok" : "hate";
            decision.source = LabelSource.HUMAN;
            decision.human = Server.moderator("mod" + i);
            server.publish(decision);
        }
    }

    private static void nextDay(Server server, int count) throws Exception {
        server.kernel.tick(Duration.ofHours(1));
        people(server, count);
        server.kernel.tick(Duration.ofHours(23));
    }

    private static void erase(Server server, String author) throws Exception {
        server.kernel
                .kernel()
                .bus()
                .write("erase", tx -> ContentStore.erase(tx.sql(), Server.GUILD, author, server.kernel.now()));
        server.kernel.publish(new AuthorErased(
                EventHead.root("privacy erase", author, Server.GUILD, server.kernel.now()), author, 1));
    }

    private static Map<String, String> texts(Server server, String kind) {
        Map<String, String> texts = new TreeMap<>();
        server.kernel
                .kernel()
                .store()
                .read(h -> h.createQuery("SELECT id, text FROM content WHERE kind = :kind AND text IS NOT NULL")
                        .bind("kind", kind)
                        .map((r, c) -> texts.put(r.getString("id"), r.getString("text")))
                        .list());
        return texts;
    }

    private Path daily(String name) {
        return folder.resolve("data/datasets/daily/violation_detection").resolve(name);
    }

    private List<String> lines(String name) throws Exception {
        return Files.readAllLines(daily(name));
    }

    private List<String> unpacked(String name) throws Exception {
        try (InputStream in = new GZIPInputStream(Files.newInputStream(daily(name)))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }

    private List<String> names() throws Exception {
        return List.copyOf(contents().keySet());
    }

    /// Of all files that are not packed, by name.
    private Map<String, String> contents() throws Exception {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.list(daily(""))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                contents.put(String.valueOf(file.getFileName()), Files.readString(file));
            }
        }
        return contents;
    }
}
