package dev.becas.linear.fit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.linear.model.LinearModel;
import dev.becas.linear.model.LinearModelFile;
import dev.becas.linear.model.Scorer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinearFitTest {
    private static final LinearSettings SETTINGS = LinearSettings.stock(11);
    private static final FitListener NOBODY = progress -> {};

    @TempDir
    Path folder;

    private LinearModel fit(List<LabelledRow> rows, String name) throws IOException {
        return LinearFit.fit(rows, SETTINGS, folder.resolve(name), NOBODY);
    }

    private static String best(LinearModel model, String input) {
        double[] logs = model.scorer().logProbabilities(input);
        int best = 0;
        for (int i = 1; i < logs.length; i++) {
            best = logs[i] > logs[best] ? i : best;
        }
        return model.labels().get(best);
    }

    @Test
    void learnsWhatTellsTheLabelsApart() throws IOException {
        LinearModel model = fit(Rows.some(300, 1), "a");
        List<LabelledRow> unseen = Rows.some(100, 2);
        long right = unseen.stream()
                .filter(row -> best(model, row.input()).equals(row.label()))
                .count();
        assertTrue(right >= 98, right + " of 100");
    }

    @Test
    void decidesByTheRuleAndTheMessageTogether() throws IOException {
        List<String> adverts = List.of("join my server", "my shop is open", "watch my stream", "follow my channel");
        List<String> swears = List.of("damn that boss", "hell of a round", "what the damn", "damn lag again");
        List<LabelledRow> rows = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            String advert = "message: " + adverts.get(i % 4) + " " + i + "\nrule: ";
            String swear = "message: " + swears.get(i % 4) + " " + i + "\nrule: ";
            rows.add(new LabelledRow(advert + "No advertising of any kind.", "spam"));
            rows.add(new LabelledRow(swear + "No advertising of any kind.", "ok"));
            rows.add(new LabelledRow(advert + "Family friendly: no swearing.", "ok"));
            rows.add(new LabelledRow(swear + "Family friendly: no swearing.", "other"));
        }
        LinearModel model = fit(rows, "rules");
        String advert = "message: hey, come join my server tonight\nrule: ";
        String swear = "message: damn, lost it again\nrule: ";
        assertEquals("spam", best(model, advert + "no advertising of any kind."));
        assertEquals("ok", best(model, advert + "family friendly: no swearing."));
        assertEquals("ok", best(model, swear + "no advertising of any kind."));
        assertEquals("other", best(model, swear + "family friendly: no swearing."));
    }

    @Test
    void givesTheSameBytesForTheSameRowsInAnyOrder() throws IOException {
        List<LabelledRow> rows = Rows.some(120, 3);
        List<LabelledRow> shuffled = new ArrayList<>(rows);
        Collections.shuffle(shuffled, new Random(5));
        assertEquals(LinearModelFile.digest(fit(rows, "a")), LinearModelFile.digest(fit(shuffled, "b")));
    }

    @Test
    void givesTheSameBytesWhereverTheRunWasKilled() throws IOException {
        List<LabelledRow> rows = Rows.some(120, 4);
        List<FitProgress> heard = new ArrayList<>();
        String whole = LinearModelFile.digest(LinearFit.fit(rows, SETTINGS, folder.resolve("whole"), heard::add));
        for (int stop = 0; stop < heard.size(); stop++) {
            Path checkpoints = folder.resolve("killed-" + stop);
            int[] left = {stop};
            assertThrows(
                    Killed.class,
                    () -> LinearFit.fit(rows, SETTINGS, checkpoints, progress -> {
                        if (left[0]-- == 0) {
                            throw new Killed();
                        }
                    }));
            List<FitProgress> rest = new ArrayList<>();
            LinearModel resumed = LinearFit.fit(rows, SETTINGS, checkpoints, rest::add);
            assertEquals(whole, LinearModelFile.digest(resumed));
            int done = heard.get(stop).labelsDone();
            assertTrue(rest.stream().allMatch(progress -> progress.labelsDone() >= done), "learned a label twice");
        }
    }

    @Test
    void takesNoCheckpointOfOtherRowsOrSettings() throws IOException {
        List<LabelledRow> rows = Rows.some(120, 5);
        String fresh = LinearModelFile.digest(fit(rows, "fresh"));
        fit(Rows.some(120, 6), "used");
        assertEquals(fresh, LinearModelFile.digest(fit(rows, "used")));
        LinearSettings other = new LinearSettings(1, 0.05, 100, 3, 0.5, 2, 11);
        LinearModel changed = LinearFit.fit(rows, other, folder.resolve("used"), NOBODY);
        assertNotEquals(fresh, LinearModelFile.digest(changed));
    }

    @Test
    void namesADamagedCheckpoint() throws IOException {
        List<LabelledRow> rows = Rows.some(60, 7);
        fit(rows, "a");
        Path file = folder.resolve("a").resolve("label-1.becasfit");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 1] ^= 1;
        Files.write(file, bytes);
        IOException refusal = assertThrows(IOException.class, () -> fit(rows, "a"));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith(file + ": digest must be "), refusal::getMessage);
    }

    @Test
    void tellsProgressThatOnlyGrows() throws IOException {
        List<FitProgress> heard = new ArrayList<>();
        LinearFit.fit(Rows.some(120, 8), SETTINGS, folder, heard::add);
        double last = 0;
        TreeSet<String> labels = new TreeSet<>();
        for (FitProgress progress : heard) {
            assertTrue(progress.share() >= last && progress.share() < 1, progress::toString);
            last = progress.share();
            labels.add(progress.label());
        }
        assertEquals(List.of("harassment", "ok", "scam"), List.copyOf(labels));
    }

    @Test
    void countsARowAsOftenAsItsWeightSays() throws IOException {
        List<LabelledRow> once = new ArrayList<>(Rows.some(90, 9));
        List<LabelledRow> weighted = new ArrayList<>(once);
        once.add(new LabelledRow("message: bananas", "ok"));
        once.add(new LabelledRow("message: bananas!", "scam"));
        weighted.add(new LabelledRow("message: bananas", "ok", 8));
        weighted.add(new LabelledRow("message: bananas!", "scam"));
        double before = ok(fit(once, "once"));
        double after = ok(fit(weighted, "weighted"));
        assertTrue(after > before, after + " must be above " + before);
    }

    private static double ok(LinearModel model) {
        Scorer scorer = model.scorer();
        return scorer.logProbabilities("message: bananas")[model.labels().indexOf("ok")];
    }

    @Test
    void learnsFromALabelWithASingleRow() throws IOException {
        List<LabelledRow> rows = new ArrayList<>(Rows.some(60, 10));
        rows.add(new LabelledRow("message: free gift card here", "phishing"));
        assertTrue(fit(rows, "a").labels().contains("phishing"));
    }

    @Test
    void refusesRowsOfOneLabel() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> fit(List.of(new LabelledRow("message: hi", "ok")), "a"));
        assertEquals("rows must have two or more labels but had [ok]", refusal.getMessage());
    }

    @Test
    void refusesMoreRowsThanACategoryKeeps() {
        List<LabelledRow> rows = Collections.nCopies(LinearFit.ROWS_MAX + 1, new LabelledRow("message: hi", "ok"));
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> fit(rows, "a"));
        assertEquals("rows must be at most 50000 but were 50001", refusal.getMessage());
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1;
    }
}
