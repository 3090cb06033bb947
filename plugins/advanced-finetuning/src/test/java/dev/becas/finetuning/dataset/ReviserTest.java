package dev.becas.finetuning.dataset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.finetuning.scoring.Outcome;
import dev.becas.finetuning.scoring.Tier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReviserTest {
    private static final List<String> FILES = List.of("train.jsonl", "eval.jsonl", "manifest.json");

    @TempDir
    Path folder;

    private final Samples samples = new Samples()
            .times(40, "clean", Outcome.SUCCESS, Tier.GOLD)
            .times(40, "phishing", Outcome.SUCCESS, Tier.SILVER);

    @Test
    void countsWhatIsLeftAsAFreezeWould() throws Exception {
        Path dataset = frozen("here");
        Manifest before = Freezer.readManifest(dataset);
        Manifest nothing = new Reviser(dataset).revise(new Revision(Set.of(), Map.of()), tombstone(before));
        assertEquals(before.contentHash(), nothing.contentHash());
        assertEquals(before.counts(), nothing.counts());
        assertEquals(before.split(), nothing.split());
        assertEquals(before.files(), nothing.files());
        assertEquals(before.averageScoreBp(), nothing.averageScoreBp());
    }

    @Test
    void removesAndShortensAndIsSound() throws Exception {
        Path dataset = frozen("here");
        Manifest before = Freezer.readManifest(dataset);
        Manifest after = new Reviser(dataset).revise(revision(), tombstone(before));
        assertEquals(78, after.trainCount() + after.evalCount());
        assertEquals(2, after.revision());
        assertTrue(new Verifier(dataset).verify().isSound());
        assertEquals(after, Freezer.readManifest(dataset));
        assertEquals(List.of(), left(dataset));
    }

    @Test
    void staysSoundWhenNothingIsLeft() throws Exception {
        Path dataset = frozen("here");
        Set<String> all =
                Set.copyOf(samples.all().stream().map(FrozenExample::id).toList());
        Manifest after =
                new Reviser(dataset).revise(new Revision(all, Map.of()), tombstone(Freezer.readManifest(dataset)));
        assertEquals(0, after.trainCount() + after.evalCount());
        assertTrue(new Verifier(dataset).verify().isSound());
    }

    /// As a kill leaves it: so many of the new files, the manifest last, have taken their places.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void endsWhatWasCutOffWhileItPutFilesInPlace(int moved) throws Exception {
        Path whole = frozen("whole");
        new Reviser(whole).revise(revision(), tombstone(Freezer.readManifest(whole)));
        Path dataset = frozen("here");
        Path work = Files.createDirectories(dataset.resolveSibling("." + dataset.getFileName() + "-revision"));
        for (int i = 0; i < FILES.size(); i++) {
            Path to = i < moved ? dataset : work;
            Files.writeString(to.resolve(FILES.get(i)), Files.readString(whole.resolve(FILES.get(i))));
        }
        new Reviser(dataset).finish();
        for (String file : FILES) {
            assertEquals(Files.readString(whole.resolve(file)), Files.readString(dataset.resolve(file)));
        }
        assertEquals(List.of(), left(dataset));
    }

    @Test
    void beginsAgainWhatWasCutOffBeforeItsFilesWereWhole() throws Exception {
        Path dataset = frozen("here");
        Manifest before = Freezer.readManifest(dataset);
        Path work = Files.createDirectories(dataset.resolveSibling("." + dataset.getFileName() + "-revision"));
        Files.writeString(work.resolve("train.jsonl"), "half a li");
        new Reviser(dataset).finish();
        assertEquals(before, Freezer.readManifest(dataset));
        new Reviser(dataset).revise(revision(), tombstone(before));
        assertTrue(new Verifier(dataset).verify().isSound());
        assertEquals(List.of(), left(dataset));
    }

    @Test
    void removesWhatACutOffFreezeLeftButNoRevision() throws Exception {
        Path freeze = Files.createDirectories(folder.resolve(".a-request"));
        Files.writeString(freeze.resolve("train.jsonl"), "somebody's words");
        Path work = Files.createDirectories(folder.resolve(".a-dataset-revision"));
        Reviser.removeUnfinishedFreezes(folder);
        assertFalse(Files.exists(freeze));
        assertTrue(Files.exists(work));
    }

    private Path frozen(String name) throws Exception {
        Path datasets = folder.resolve(name);
        Manifest manifest = new Freezer(datasets, DatasetSettings.DEFAULTS)
                .freeze(
                        new Freezer.Request(
                                "work", "scams", "scam_detection", Map.of("balance", "false"), 7, null, Samples.START),
                        samples.source());
        return datasets.resolve(manifest.id());
    }

    private Revision revision() {
        return new Revision(
                Set.of(samples.all().get(3).id(), samples.all().get(60).id()),
                Map.of(samples.all().get(5).id(), " clean because it says so"));
    }

    private static Tombstone tombstone(Manifest before) {
        return new Tombstone(
                "erasure",
                Samples.START,
                before.revision() + 1,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                before.contentHash());
    }

    private static List<Path> left(Path dataset) throws Exception {
        try (var all = Files.list(dataset.resolveSibling("."))) {
            return all.filter(path -> String.valueOf(path.getFileName()).endsWith("-revision"))
                    .toList();
        }
    }
}
