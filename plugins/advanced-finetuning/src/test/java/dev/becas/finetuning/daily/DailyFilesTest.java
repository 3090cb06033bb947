package dev.becas.finetuning.daily;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.finetuning.dataset.DatasetSettings;
import dev.becas.finetuning.dataset.FrozenExample;
import dev.becas.finetuning.dataset.Manifest;
import dev.becas.finetuning.dataset.Revision;
import dev.becas.finetuning.scoring.Outcome;
import dev.becas.finetuning.scoring.Tier;
import dev.becas.kernel.id.Ids;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DailyFilesTest {
    private static final Instant DUE = Instant.parse("2026-01-06T02:00:00Z");
    private static final int LARGE = 400_000;

    @TempDir
    Path datasets;

    private DailyFolder folder = DailyFolder.of(Path.of(""), "");
    private DailyFiles files = new DailyFiles(folder, 1, Duration.ZERO);

    @BeforeEach
    void open() {
        folder = DailyFolder.of(datasets, "scam_detection");
        files = new DailyFiles(folder, 1, Duration.ofHours(24));
    }

    @Test
    void goesOnInAnotherFileBeyondTheSize() throws Exception {
        List<FrozenExample> examples = examples(6, LARGE);
        files.write(DUE, examples::forEach);
        assertEquals(
                List.of(
                        "scam_detection_master.jsonl",
                        "scam_detection_master-2.jsonl",
                        "scam_detection_master-3.jsonl"),
                DailyFolder.files(folder.path(), folder.master()).stream()
                        .map(file -> String.valueOf(file.getFileName()))
                        .toList());
        DailyCheck check = DailyFolder.readCheck(folder.path(), folder.master()).orElseThrow();
        assertEquals(6, check.lines());
        assertEquals(List.of(), check.problems());
        for (Manifest.FileRecord file : check.files()) {
            assertEquals(file.bytes(), Files.size(folder.path().resolve(file.name())));
        }
    }

    @Test
    void removesThePartsOfALargerExportAndSaysThatItShrank() throws Exception {
        files.write(DUE, examples(6, LARGE)::forEach);
        files.write(DUE.plus(Duration.ofDays(1)), examples(2, LARGE)::forEach);
        assertEquals(1, DailyFolder.files(folder.path(), folder.master()).size());
        assertEquals(
                List.of("there are 2 examples, but there were 6 the day before"),
                DailyFolder.readCheck(folder.path(), folder.master())
                        .orElseThrow()
                        .problems());
    }

    @Test
    void leavesTheOldFilesWholeWhenItFailsInTheMiddle() throws Exception {
        files.write(DUE, examples(3, 10)::forEach);
        List<String> before = tree();
        assertThrows(
                IllegalStateException.class,
                () -> files.write(DUE, consumer -> {
                    examples(2, 10).forEach(consumer);
                    throw new IllegalStateException("the store is gone");
                }));
        assertEquals(before, tree());
    }

    @Test
    void removesTheMasterWhenNothingMayTrainAnyMore() throws Exception {
        files.write(DUE, examples(3, 10)::forEach);
        files.write(DUE, consumer -> {});
        assertEquals(List.of(), tree());
    }

    @Test
    void saysWhatIsWrongWithSizeAndQuality() {
        Tally tally = new Tally("scam_detection", 1);
        for (int i = 0; i < 50; i++) {
            tally.add(example(i, i == 0 ? " " : "hello", "cheese"));
        }
        DailyCheck check =
                tally.check(DUE, List.of(new Manifest.FileRecord("large.jsonl", 50, 2 << 20, "hash")), 0, List.of());
        assertEquals(
                List.of(
                        "large.jsonl has 2097152 bytes, more than datasets.maxFileMb 1: one example is larger than that",
                        "1 examples have an empty message",
                        "the category has no label 'cheese'",
                        "all 50 examples have the label 'cheese'"),
                check.problems());
        assertEquals(Tier.GOLD.fromBasisPoints(), check.averageScoreBp());
    }

    @Test
    void anErasureThatWasCutOffIsDoneAgain() throws Exception {
        List<FrozenExample> examples = examples(6, LARGE);
        files.write(DUE, examples::forEach);
        Revision revision = new Revision(
                Set.of(examples.get(0).id(), examples.get(5).id()),
                Map.of(examples.get(2).id(), " clean"));
        Path last = folder.path().resolve("scam_detection_master-3.jsonl");
        String old = Files.readString(last);
        DailyErasure erasure = new DailyErasure(datasets, 1);
        erasure.erase(revision, "e1");
        List<String> whole = tree();
        Files.writeString(last, old);
        Files.writeString(folder.path().resolve("scam_detection_master.jsonl.part"), old);
        assertEquals(List.of("daily files of scam_detection (2)"), erasure.erase(revision, "e1"));
        assertEquals(whole, tree());
        assertEquals(List.of("daily files of scam_detection (2)"), erasure.erase(revision, "e1"), "it knows");
        String all = String.join("", whole);
        assertFalse(all.contains(examples.get(0).id()));
        assertFalse(all.contains("because of 2"));
        assertTrue(all.contains("because of 3"));
    }

    @Test
    void aFileOfWhichNothingIsLeftGoes() throws Exception {
        List<FrozenExample> examples = examples(1, 10);
        files.write(DUE, examples::forEach);
        new DailyErasure(datasets, 1)
                .erase(new Revision(Set.of(examples.getFirst().id()), Map.of()), "e1");
        assertEquals(List.of(), DailyFolder.files(folder.path(), folder.master()));
        assertEquals(
                0,
                DailyFolder.readCheck(folder.path(), folder.master())
                        .orElseThrow()
                        .lines());
    }

    @Test
    void isDueAtTheTimeOfDayThatIsSet() {
        DailyJobs jobs = new DailyJobs(DatasetSettings.DEFAULTS);
        assertEquals(DUE, jobs.due(DUE));
        assertEquals(DUE, jobs.due(DUE.plusSeconds(86_399)));
        assertEquals(DUE.minus(Duration.ofDays(1)), jobs.due(DUE.minusSeconds(1)));
    }

    private List<String> tree() throws Exception {
        List<String> tree = new ArrayList<>();
        try (Stream<Path> all = Files.walk(datasets)) {
            for (Path file : all.filter(Files::isRegularFile).sorted().toList()) {
                tree.add(file + ": " + Files.readString(file));
            }
        }
        return tree;
    }

    private static List<FrozenExample> examples(int count, int length) {
        List<FrozenExample> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(example(i, "x".repeat(length), i % 2 == 0 ? "clean" : "phishing"));
        }
        examples.sort(Comparator.comparing(FrozenExample::id));
        return examples;
    }

    private static FrozenExample example(int n, String message, String label) {
        return new FrozenExample(
                Ids.of("sample", String.valueOf(n)),
                "scam_detection",
                "scam_detection",
                "g1",
                "Be exact.",
                "message: " + message,
                message,
                " " + label + " because of " + n,
                null,
                label,
                "act",
                "human",
                Outcome.SUCCESS,
                Tier.GOLD,
                "",
                Tier.GOLD.fromBasisPoints(),
                "synthetic",
                "qwen",
                "author" + n,
                null,
                1,
                DUE.minusSeconds(60L * (n + 1)));
    }
}
