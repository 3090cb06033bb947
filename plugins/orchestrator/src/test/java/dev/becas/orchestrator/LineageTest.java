package dev.becas.orchestrator;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.MessageFlow.MessageDeleted;
import dev.becas.kernel.flow.PromotionFlow.Promoted;
import dev.becas.orchestrator.lineage.Lineage;
import dev.becas.orchestrator.lineage.LineageReport;
import dev.becas.orchestrator.lineage.LineageReport.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LineageTest {
    @TempDir
    Path folder;

    @Test
    void walksFromAPromotedVersionToItsMessagesAndBack() throws Exception {
        try (World world = new World(folder)) {
            EventHead seen =
                    EventHead.root("replay", "m1", "guild", world.kernel().now());
            world.kernel().publish(new MessageDeleted(seen, "m1"), new MessageDeleted(seen.next("decided", 0), "m1"));
            world.kernel()
                    .kernel()
                    .bus()
                    .write(
                            "example",
                            tx -> tx.lineage(
                                    "example-1", seen.next("decided", 0).id()));
            world.tick(Duration.ofHours(1));
            world.approveByTwo(World.V1);
            world.rollOutWholly(World.V1);
            Lineage lineage = new Lineage(world.kernel().kernel().store());

            LineageReport back = lineage.of(
                    world.kernel().events(Promoted.class).getFirst().head().id(), 5);
            Map<String, Kind> from = back.from().stream().collect(Collectors.toMap(Kind::kind, k -> k));
            assertEquals(1_000, kind(from, "example").count(), "as many as the dataset says it has");
            assertEquals(
                    List.of("example-0", "example-1", "example-2"),
                    kind(from, "example").first());
            assertEquals(1, kind(from, "dataset").count());
            assertEquals(List.of(World.V1), kind(from, "model").first());
            assertNull(from.get("message.deleted"), "a walk back stops at the dataset");
            LineageReport ofAnExample = lineage.of("example-1", 5);
            assertEquals(List.of(new Kind("message.deleted", 2, ids(ofAnExample))), ofAnExample.from());

            Path all = folder.resolve("all.txt");
            String promoted =
                    world.kernel().events(Promoted.class).getFirst().head().id();
            CommandResult said = world.run("lineage", Map.of("id", promoted, "all", all.toString()));
            List<String> lines = Files.readAllLines(all);
            assertTrue(said.text().contains(lines.size() + " ids are in "), said.text());
            assertEquals(
                    2,
                    lines.stream()
                            .filter(line -> line.startsWith("message.deleted "))
                            .count());
            assertEquals(
                    List.of("example example-0", "example example-1", "example example-2"),
                    lines.stream().filter(line -> line.startsWith("example ")).toList());
            assertEquals(lines.size(), lines.stream().distinct().count());
            assertTrue(
                    from.keySet()
                            .containsAll(List.of(
                                    "dataset.frozen",
                                    "dataset.requested",
                                    "fine_tuning.completed",
                                    "training.requested")),
                    from.keySet().toString());

            LineageReport forth = lineage.of(seen.id(), 5);
            Map<String, Kind> to = forth.to().stream().collect(Collectors.toMap(Kind::kind, k -> k));
            assertEquals(List.of(World.V1), kind(to, "model").first());
            assertTrue(
                    to.keySet()
                            .containsAll(List.of(
                                    "example",
                                    "dataset",
                                    "ab_test.completed",
                                    "promotion.answered",
                                    "model.alias_moved",
                                    "fine_tuning.promoted")),
                    to.keySet().toString());
            assertEquals(List.of(), forth.from());
            assertEquals(1, world.run("lineage", Map.of("id", "nothing")).exitCode());
        }
    }

    private static List<String> ids(LineageReport report) {
        return report.from().getFirst().first();
    }

    private static Kind kind(Map<String, Kind> kinds, String name) {
        return Objects.requireNonNull(kinds.get(name), () -> name + " is missing in " + kinds.keySet());
    }

    @Test
    void endsInACircle() throws Exception {
        try (World world = new World(folder)) {
            world.kernel().kernel().bus().write("circle", tx -> {
                tx.lineage("a", "b");
                tx.lineage("b", "a");
            });
            LineageReport report = new Lineage(world.kernel().kernel().store()).of("a", 5);
            assertEquals(List.of(new Kind("example", 1, List.of("b"))), report.from());
            assertEquals(List.of(new Kind("example", 1, List.of("b"))), report.to());
        }
    }

    @Test
    void walksOnIndexesOnly() throws Exception {
        try (World world = new World(folder)) {
            List<String> plan = world.kernel()
                    .kernel()
                    .store()
                    .read(h -> h.createQuery("EXPLAIN QUERY PLAN " + Lineage.query())
                            .bind("id", "x")
                            .bind("max", 10)
                            .bind("first", 5)
                            .map((r, c) -> r.getString("detail"))
                            .list());
            assertTrue(plan.stream().noneMatch(line -> line.matches("SCAN (j|l)\\b.*")), plan.toString());
            assertTrue(plan.stream().anyMatch(line -> line.contains("journal_by_cause")), plan.toString());
            assertTrue(plan.stream().anyMatch(line -> line.contains("lineage_by_parent")), plan.toString());
        }
    }
}
