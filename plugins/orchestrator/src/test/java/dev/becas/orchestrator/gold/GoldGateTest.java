package dev.becas.orchestrator.gold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.category.Categories;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldGateTest {
    private static final int HALF = 200;

    @TempDir
    Path folder;

    private final GoldGate gate = new GoldGate(0.01, 1);

    /// Half the cases are phishing, half clean; so many of each are answered rightly.
    private static GoldAnswers answers(int actRight, int passRight) {
        List<String> truth = new ArrayList<>();
        List<String> said = new ArrayList<>();
        for (int i = 0; i < HALF; i++) {
            truth.add("phishing");
            said.add(i < actRight ? "phishing" : "clean");
            truth.add("clean");
            said.add(i < passRight ? "clean" : "phishing");
        }
        double[] confidence = new double[truth.size()];
        Arrays.fill(confidence, 0.75);
        return new GoldAnswers(Categories.named(Categories.SCAM), truth, said, confidence);
    }

    @Test
    void figuresAreThoseCountedByHand() {
        GoldFigures figures = answers(100, 200).figures();
        assertEquals(0.75, figures.accuracy());
        assertEquals(0.5, figures.recallAct());
        assertEquals(0, figures.falsePositiveRate());
        assertEquals((2.0 / 3 + 0.8) / 2, figures.macroF1(), 1e-12);
        assertEquals(0, figures.ece(), 1e-12);
    }

    @Test
    void letsABetterCandidatePassAndGivesTheInterval() {
        GoldReport report = gate.judge("v1", answers(180, 195), "v0", answers(120, 190));
        assertTrue(report.passed(), report.reasons().toString());
        assertTrue(report.macroF1Delta().low() > 0.1
                && report.macroF1Delta().high() > report.macroF1Delta().value());
        assertEquals(
                report,
                gate.judge("v1", answers(180, 195), "v0", answers(120, 190)),
                "the same seed gives the same intervals");
    }

    @Test
    void refusesACopy() {
        assertFalse(gate.judge("v1", answers(150, 190), "v0", answers(150, 190)).passed());
    }

    @Test
    void refusesACandidateThatPaysForRecallWithFalseAlarms() {
        GoldReport report = gate.judge("v1", answers(200, 180), "v0", answers(120, 195));
        assertFalse(report.passed());
        assertTrue(report.macroF1Delta().value() > 0.1);
        assertTrue(
                report.reasons().getLast().contains("cases that may pass it is -7.5 points"),
                report.reasons().getLast());
    }

    @Test
    void refusesOneThatNeverFlags() {
        assertFalse(gate.judge("v1", answers(0, 200), "v0", answers(120, 190)).passed());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            nonsense                                                                        | line 1: Unrecognized token
            {"category":"scam_detection"}                                                   | line 1: a case must have category, label and fields
            {"category":"scam_detection","label":"x","fields":[{"name":"message","value":"m"}]} | line 1: label of scam_detection must be one of
            {"category":"violation_detection","label":"ok","fields":[{"name":"message","value":"m"}]} | must hold cases of scam_detection but holds none
            """)
    void refusesABadGoldFileByLine(String line, String sentence) throws Exception {
        Path file = folder.resolve("gold.jsonl");
        Files.writeString(file, line + "\n");
        IOException refused = assertThrows(IOException.class, () -> GoldRow.read(file, "scam_detection"));
        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
    }
}
