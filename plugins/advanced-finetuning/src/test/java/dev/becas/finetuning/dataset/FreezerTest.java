package dev.becas.finetuning.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.finetuning.export.ExportFormat;
import dev.becas.finetuning.export.Exporter;
import dev.becas.finetuning.scoring.Outcome;
import dev.becas.finetuning.scoring.Tier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FreezerTest {
    @TempDir
    Path folder;

    @Test
    void freezesTheSameExamplesIntoTheSameDataset() throws Exception {
        Samples samples = mixed();
        Manifest first = freeze(samples, Map.of(), 7);
        Manifest again = freeze(samples, Map.of(), 7);
        assertEquals(first, again);
        Manifest elsewhere = new Freezer(folder.resolve("elsewhere"), DatasetSettings.DEFAULTS)
                .freeze(request(Map.of(), 7), samples.source());
        assertEquals(first.contentHash(), elsewhere.contentHash());
        assertNotEquals(first.contentHash(), freeze(samples, Map.of(), 8).contentHash(), "another seed samples others");
    }

    @Test
    void makesTheSameDatasetOverWhatAKilledOneLeftBehind() throws Exception {
        Manifest whole = new Freezer(folder.resolve("elsewhere"), DatasetSettings.DEFAULTS)
                .freeze(request(Map.of(), 7), mixed().source());
        Path left = Files.createDirectories(folder.resolve(".work"));
        Files.writeString(left.resolve("train.jsonl"), "half a li");
        Files.createDirectories(folder.resolve(whole.id()));
        assertEquals(whole, freeze(mixed(), Map.of(), 7));
        assertFalse(Files.exists(left));
        assertTrue(new Verifier(folder.resolve(whole.id())).verify().isSound());
    }

    @Test
    void cutsEachGroupToTheSmallest() throws Exception {
        Manifest manifest = freeze(mixed(), Map.of(), 7);
        assertEquals(Map.of("success", 80, "failure", 80), sum(manifest, "outcome"));
        assertEquals(Map.of("act", 80, "pass", 80), sum(manifest, "polarity"));
        assertEquals(160, manifest.trainCount() + manifest.evalCount());
        assertEquals(180, manifest.left().get("balance"));
    }

    @Test
    void doesNotLetAnEmptyGroupEmptyTheSet() throws Exception {
        Samples samples = new Samples()
                .times(60, "clean", Outcome.SUCCESS, Tier.GOLD)
                .times(30, "phishing", Outcome.SUCCESS, Tier.GOLD);
        Manifest manifest = freeze(samples, Map.of(), 7);
        assertEquals(60, manifest.trainCount() + manifest.evalCount());
    }

    @Test
    void cutsNoGroupBelowATenthOfWhatIsThere() throws Exception {
        Samples samples = new Samples()
                .times(97, "clean", Outcome.SUCCESS, Tier.GOLD)
                .times(3, "phishing", Outcome.SUCCESS, Tier.GOLD);
        Manifest manifest = freeze(samples, Map.of(), 7);
        assertEquals(Map.of("act", 3, "pass", 10), sum(manifest, "polarity"));
    }

    @Test
    void keepsTheSharesOfTiersWhenItSamples() throws Exception {
        Samples samples = new Samples()
                .times(60, "clean", Outcome.SUCCESS, Tier.GOLD)
                .times(30, "clean", Outcome.SUCCESS, Tier.SILVER)
                .times(45, "phishing", Outcome.SUCCESS, Tier.GOLD);
        Manifest manifest = freeze(samples, Map.of(), 7);
        assertEquals(Map.of("gold", 75, "silver", 15), sum(manifest, "tier"));
    }

    @Test
    void holdsOutTheNewestOfEachLabelAndProvesIt() throws Exception {
        Manifest manifest = freeze(mixed(), Map.of("balance", "false"), 7);
        assertTrue(manifest.split().holds());
        assertEquals(0, manifest.split().straddlingClusters());
        assertEquals(34, manifest.evalCount());
        assertEquals(2, manifest.split().labels().size());
        manifest.split().labels().values().forEach(label -> assertTrue(label.eval() > 0));
    }

    @Test
    void neverPutsNearDuplicatesOnBothSides() throws Exception {
        Samples samples = mixed();
        String repeated = samples.words(14);
        for (int i = 0; i < 5; i++) {
            samples.add("clean", Outcome.SUCCESS, Tier.GOLD);
            samples.add("phishing", Outcome.SUCCESS, Tier.GOLD, "repeater" + i, repeated + i);
        }
        samples.times(20, "phishing", Outcome.SUCCESS, Tier.GOLD);
        samples.add("phishing", Outcome.SUCCESS, Tier.GOLD, "late", repeated + "x");
        Manifest manifest = freeze(samples, Map.of("balance", "false"), 7);
        assertEquals(0, manifest.split().straddlingClusters());
        assertTrue(manifest.split().leftOut() >= 1, "the late repeat is left out");
        assertTrue(new Verifier(folder.resolve(manifest.id())).verify().isSound());
    }

    @Test
    void capsWhatOneAuthorCanBringIn() throws Exception {
        Samples samples = mixed();
        for (int i = 0; i < 40; i++) {
            samples.add("clean", Outcome.SUCCESS, Tier.GOLD, "flooder", samples.words(12));
        }
        Manifest manifest = freeze(samples, Map.of("balance", "false"), 7);
        int ofAllThree = 3 * 8; // the flooder writes in three servers, and is someone else in each
        assertEquals(40 - ofAllThree, manifest.left().get("author_cap"));
    }

    @Test
    void verifiesWhatItWrote() throws Exception {
        Manifest manifest = freeze(mixed(), Map.of(), 7);
        Verifier.Report report = new Verifier(folder.resolve(manifest.id())).verify();
        assertEquals(java.util.List.of(), report.problems());
        assertEquals(manifest.split(), report.split());
        assertEquals(160, report.lines());
    }

    @Test
    void freezesALineThatIsLongerThanWhatIsReadAtOnce() throws Exception {
        Samples samples =
                mixed().add("clean", Outcome.SUCCESS, Tier.GOLD, "somebody", "\ud83d\ude00 word ".repeat(60_000));
        Manifest manifest = freeze(samples, Map.of("balance", "false"), 7);
        assertEquals(samples.all().size(), manifest.trainCount() + manifest.evalCount());
        assertTrue(new Verifier(folder.resolve(manifest.id())).verify().isSound());
    }

    @Test
    void seesWhenAFileWasChanged() throws Exception {
        Manifest manifest = freeze(mixed(), Map.of(), 7);
        Path train = folder.resolve(manifest.id()).resolve("train.jsonl");
        Files.writeString(train, Files.readString(train).replaceFirst("\"quality\":\"gold\"", "\"quality\":\"good\""));
        Verifier.Report report = new Verifier(folder.resolve(manifest.id())).verify();
        assertFalse(report.isSound());
        assertTrue(report.problems().getFirst().startsWith("SHA-256 of train.jsonl must be "));
        assertTrue(report.problems().getLast().contains("quality must be gold, silver or bronze but was \"good\""));
    }

    @Test
    void seesALeakOnItsOwn() throws Exception {
        Manifest manifest = freeze(mixed(), Map.of("balance", "false"), 7);
        Path eval = folder.resolve(manifest.id()).resolve("eval.jsonl");
        String stolen = Messages.in(new com.fasterxml.jackson.databind.ObjectMapper()
                .readTree(Files.readAllLines(folder.resolve(manifest.id()).resolve("train.jsonl"))
                        .getFirst())
                .get("input")
                .asText());
        Files.writeString(eval, Files.readString(eval).replaceFirst("message: [^\"]*", "message: " + stolen));
        Verifier.Report report = new Verifier(folder.resolve(manifest.id())).verify();
        assertTrue(
                report.problems().stream().anyMatch(p -> p.startsWith("the split leaks: 1 near-duplicate clusters")),
                () -> report.toString());
    }

    @Test
    void saysWhatCameAndWhatWent() throws Exception {
        Samples samples = mixed();
        Manifest before = freeze(samples, Map.of("balance", "false", "until", "2026-01-07T00:00:00Z"), 7);
        samples.times(10, "clean", Outcome.SUCCESS, Tier.GOLD);
        Manifest after = freeze(samples, Map.of("balance", "false", "maxExamples", "300"), 7);
        DatasetDiff diff = DatasetDiff.between(
                folder.resolve(before.id()), folder.resolve(after.id()), id -> id.startsWith("0") ? "superseded" : "");
        assertEquals(after.trainCount() + after.evalCount(), diff.stayed() + total(diff.cameByReason()));
        assertEquals(before.trainCount() + before.evalCount(), diff.stayed() + total(diff.wentByReason()));
        assertTrue(diff.wentByReason().containsKey("not chosen now"));
    }

    @Test
    void exportsInPiecesUnderTheNameOfTheMoment() throws Exception {
        Samples samples = new Samples();
        for (int i = 0; i < 400; i++) {
            samples.add("clean", Outcome.SUCCESS, Tier.GOLD, "a" + i, samples.words(600));
        }
        Manifest manifest = freeze(samples, Map.of("balance", "false"), 7);
        var files = new Exporter(1)
                .export(folder.resolve(manifest.id()), folder.resolve("out"), ExportFormat.NATIVE)
                .files();
        assertTrue(files.size() > 1);
        assertEquals(
                "scams_" + Samples.START.toEpochMilli() + ".jsonl",
                files.getFirst().name());
        assertEquals(
                "scams_" + Samples.START.toEpochMilli() + "-2.jsonl",
                files.get(1).name());
        assertTrue(files.stream().allMatch(file -> file.bytes() <= 1024 * 1024));
        assertEquals(400, files.stream().mapToInt(Manifest.FileRecord::lines).sum());
    }

    @Test
    void refusesWhenNothingIsLeft() {
        var refusal = assertThrows(NothingToFreeze.class, () -> freeze(new Samples(), Map.of(), 7));
        assertEquals("no trainable example of scam_detection is left: there is none", refusal.getMessage());
    }

    @Test
    void refusesAFilterThatItDoesNotKnow() {
        var refusal = assertThrows(IllegalArgumentException.class, () -> freeze(mixed(), Map.of("colour", "red"), 7));
        assertTrue(
                String.valueOf(refusal.getMessage()).startsWith("there is no filter 'colour'; filters are [balance, "));
    }

    @Test
    void refusesALineThatIsNoExample() throws IOException {
        Path file = Files.writeString(folder.resolve("bad.jsonl"), "{\"id\":\"1\",\"input\":3}\n");
        try (LineReader reader = new LineReader(file)) {
            var refusal = assertThrows(IOException.class, () -> {
                reader.next();
            });
            assertEquals(file + ", line 1: input must be a text but was 3", refusal.getMessage());
        }
    }

    private static Samples mixed() {
        Samples samples = new Samples();
        for (int i = 0; i < 20; i++) {
            samples.times(8, "clean", Outcome.SUCCESS, Tier.GOLD)
                    .times(5, "phishing", Outcome.SUCCESS, Tier.GOLD)
                    .times(2, "clean", Outcome.FAILURE, Tier.GOLD)
                    .times(2, "phishing", Outcome.FAILURE, Tier.GOLD);
        }
        return samples;
    }

    private Manifest freeze(Samples samples, Map<String, String> filters, long seed) throws Exception {
        return new Freezer(folder, DatasetSettings.DEFAULTS).freeze(request(filters, seed), samples.source());
    }

    private static Freezer.Request request(Map<String, String> filters, long seed) {
        return new Freezer.Request("work", "scams", "scam_detection", filters, seed, null, Samples.START);
    }

    private static Map<String, Integer> sum(Manifest manifest, String name) {
        return manifest.counts().getOrDefault(name, Map.of());
    }

    private static int total(Map<String, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }
}
