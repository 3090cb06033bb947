package dev.becas.finetuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.finetuning.Server.Decision;
import dev.becas.finetuning.dataset.Freezer;
import dev.becas.finetuning.dataset.Manifest;
import dev.becas.finetuning.dataset.Tombstone;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.content.CopyKeeper;
import dev.becas.kernel.flow.DatasetFlow.DatasetFrozen;
import dev.becas.kernel.flow.DatasetFlow.DatasetRevised;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.MessageFlow.AuthorErased;
import dev.becas.kernel.model.ModelVersion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErasingTest {
    private static final String REASON = "a joke among friends, nobody is meant";

    @TempDir
    Path folder;

    @Test
    void takesAnAuthorsExamplesOutOfTheDatasetAndLeavesATombstone() throws Exception {
        try (Server server = filled()) {
            String words = server.textOf("a7");
            Manifest before = freeze(server);
            assertTrue(anyFileHolds(words), "else the test proves nothing");
            register(server, before.id());
            AuthorErased erased = erase(server, "a7");

            Manifest after = Freezer.readManifest(dataset(before.id()));
            Tombstone stone = after.tombstones().getFirst();
            assertFalse(anyFileHolds(words));
            assertEquals(2, after.revision());
            assertEquals(before.contentHash(), stone.contentHash());
            assertNotEquals(before.contentHash(), after.contentHash());
            assertEquals(1, stone.removed().size());
            assertEquals(List.of("becas-qwen-violation_detection-v1"), stone.models());
            assertEquals(erased.head().id(), stone.erasure());
            assertEquals(server.kernel.now(), stone.at());
            assertEquals(before.trainCount() + before.evalCount() - 1, after.trainCount() + after.evalCount());
            CommandResult verified = server.run("dataset verify", Map.of("dataset", before.id()));
            assertEquals(0, verified.exitCode(), verified.text());
            assertTrue(
                    verified.text()
                            .contains("an erasure took 1 example(s) (revision 2); models trained on them: becas-qwen"),
                    verified.text());
            assertTrue(server.run("dataset list", Map.of()).text().contains(after.trainCount() + " + "));
        }
    }

    @Test
    void tellsOfTheRevisionAndWhichModelsLearned() throws Exception {
        try (Server server = filled()) {
            Manifest before = freeze(server);
            register(server, before.id());
            AuthorErased erased = erase(server, "a7");
            DatasetRevised told = server.kernel.events(DatasetRevised.class).getFirst();
            assertEquals(erased.head().id(), told.head().causeId());
            assertEquals(before.id(), told.datasetId());
            assertEquals(1, told.removed());
            assertEquals(List.of("becas-qwen-violation_detection-v1"), told.models());
            CopyKeeper.CopiesErased answer = server.kernel
                    .kernel()
                    .services()
                    .find(CopyKeeper.class)
                    .orElseThrow()
                    .erased(erased.head().id())
                    .orElseThrow();
            assertEquals(
                    List.of(
                            "daily files of violation_detection (2)",
                            before.id() + " (violation_detection) revision 2"),
                    answer.datasets());
            assertEquals(told.models(), answer.models());
            server.kernel.assertCountsAddUp();
        }
    }

    @Test
    void leavesADatasetAloneThatHeldNothingOfThePerson() throws Exception {
        try (Server server = filled()) {
            Manifest before = freeze(server);
            Decision later = server.decision();
            server.publish(later);
            erase(server, later.author);
            assertEquals(before, Freezer.readManifest(dataset(before.id())));
            assertEquals(List.of(), server.kernel.events(DatasetRevised.class));
        }
    }

    @Test
    void takesOnlyTheReasonThatAModeratorTyped() throws Exception {
        try (Server server = filled()) {
            Manifest before = freeze(server);
            assertTrue(anyFileHolds(REASON), "else the test proves nothing");
            erase(server, "mod");
            Manifest after = Freezer.readManifest(dataset(before.id()));
            assertFalse(anyFileHolds(REASON));
            assertEquals(List.of(), after.tombstones().getFirst().removed());
            assertEquals(1, after.tombstones().getFirst().shortened().size());
            assertEquals(before.trainCount(), after.trainCount());
            assertEquals(
                    0, server.run("dataset verify", Map.of("dataset", "latest")).exitCode());
        }
    }

    @Test
    void revisesOnceMoreForTheNextPerson() throws Exception {
        try (Server server = filled()) {
            Manifest before = freeze(server);
            erase(server, "a7");
            server.kernel.tick(Duration.ofHours(1));
            erase(server, "a9");
            Manifest after = Freezer.readManifest(dataset(before.id()));
            assertEquals(3, after.revision());
            assertEquals(
                    List.of(2, 3),
                    after.tombstones().stream().map(Tombstone::revision).toList());
            assertEquals(
                    0, server.run("dataset verify", Map.of("dataset", "latest")).exitCode());
        }
    }

    @Test
    void deletesOurExportsAndNamesThoseElsewhere() throws Exception {
        try (Server server = filled()) {
            String words = server.textOf("a7");
            Manifest before = freeze(server);
            Path elsewhere = folder.resolve("elsewhere");
            server.run("dataset export", Map.of("dataset", "latest", "format", "openai"));
            server.run("dataset export", Map.of("dataset", "latest", "format", "chat", "out", elsewhere.toString()));
            erase(server, "a7");
            assertFalse(anyFileHolds(words));
            assertEquals(
                    List.of(elsewhere.toAbsolutePath().toString()),
                    Freezer.readManifest(dataset(before.id()))
                            .tombstones()
                            .getFirst()
                            .copies());
        }
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        String id;
        try (Server server = filled()) {
            id = freeze(server).id();
            server.kernel.stop("advanced-finetuning");
            erase(server, "a7");
            assertEquals(1, Freezer.readManifest(dataset(id)).revision());
            server.kernel.start("advanced-finetuning", new FinetuningPlugin());
            server.kernel.quiet();
            assertEquals(2, Freezer.readManifest(dataset(id)).revision());
        }
    }

    @Test
    void alsoErasesWhatWasReadBeforeAndIsWrittenAfter() throws Exception {
        try (Server server = filled()) {
            Decision late = server.decision();
            AuthorErased erased = erasedEvent(server, late.author);
            server.kernel.publish(server.event(late), erased);
            int left = server.kernel
                    .kernel()
                    .store()
                    .read(h -> h.createQuery(
                                    "SELECT count(*) FROM content WHERE author_key = :author AND kind = 'example' AND text IS NOT NULL")
                            .bind("author", late.author)
                            .mapTo(Integer.class)
                            .one());
            assertEquals(0, left);
        }
    }

    @Test
    void nobodyCountsWhatIsErased() throws Exception {
        try (Server server = filled()) {
            int before = server.counts().total();
            erase(server, "a7");
            assertEquals(before - 1, server.counts().total());
        }
    }

    /// Silver examples of two labels, one an hour, each author one; one decision was corrected.
    private Server filled() throws Exception {
        Server server = new Server(folder, "");
        for (int i = 0; i < 30; i++) {
            Decision decision = server.decision();
            decision.label = i % 2 == 0 ? "ok" : "hate";
            server.publish(decision);
            if (i == 12) {
                server.correct(decision, "hate", "mod", REASON);
            }
            server.kernel.tick(Duration.ofHours(1));
        }
        server.kernel.tick(Duration.ofHours(24));
        return server;
    }

    private Manifest freeze(Server server) throws Exception {
        CommandResult frozen =
                server.run("dataset freeze", Map.of("category", Server.CATEGORY, "seed", "3", "balance", "false"));
        assertEquals(0, frozen.exitCode(), frozen.text());
        return Freezer.readManifest(dataset(
                server.kernel.events(DatasetFrozen.class).getLast().dataset().datasetId()));
    }

    private Path dataset(String id) {
        return folder.resolve("data/datasets").resolve(id);
    }

    private static void register(Server server, String dataset) throws Exception {
        ModelVersion version = new ModelVersion(
                "becas-qwen-violation_detection-v1",
                "becas-qwen-violation_detection",
                Server.CATEGORY,
                1,
                "1.0.0",
                "linear",
                Path.of("m"),
                "digest",
                "base",
                dataset,
                null,
                Map.of(),
                1,
                Map.of(),
                "cause",
                server.kernel.now());
        server.kernel
                .kernel()
                .bus()
                .write("register", tx -> server.kernel.kernel().models().register(tx, version));
    }

    private static AuthorErased erase(Server server, String author) throws Exception {
        AuthorErased erased = erasedEvent(server, author);
        server.kernel
                .kernel()
                .bus()
                .write("erase", tx -> ContentStore.erase(tx.sql(), Server.GUILD, author, server.kernel.now()));
        server.kernel.publish(erased);
        return erased;
    }

    private static AuthorErased erasedEvent(Server server, String author) {
        return new AuthorErased(EventHead.root("privacy erase", author, Server.GUILD, server.kernel.now()), author, 1);
    }

    private boolean anyFileHolds(String words) throws Exception {
        try (Stream<Path> all = Files.walk(folder.resolve("data/datasets"))) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                if (Files.readString(file).contains(words)) {
                    return true;
                }
            }
            return false;
        }
    }
}
