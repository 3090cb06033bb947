package dev.becas.linear.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.linear.feature.FeatureBlock;
import dev.becas.linear.feature.FeatureExtractor;
import dev.becas.linear.feature.FeatureRow;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinearModelTest {
    private static final SparseWeights NOTHING = new SparseWeights(new int[0], new float[0], 2);
    private static final List<Float> BIASES = List.of(1f, -1f);
    private static final List<PlattScale> SCALES = List.of(PlattScale.NONE, PlattScale.NONE);

    private static LinearModel model(List<String> labels, int version, SparseWeights weights) {
        return new LinearModel(labels, version, weights, BIASES, SCALES);
    }

    @Test
    void givesProbabilitiesThatAddUpToOne() {
        double[] logs = model(List.of("a", "b"), FeatureExtractor.VERSION, NOTHING)
                .scorer()
                .logProbabilities("message: hi");
        assertEquals(1, Arrays.stream(logs).map(Math::exp).sum(), 1e-12);
        double a = 1 / (1 + Math.exp(-1)); // with b = 1 - a the two add up to one by themselves
        assertEquals(Math.log(a), logs[0], 1e-12);
    }

    @Test
    void weighsEachFeatureSeenByTheLengthOfItsBlock() {
        FeatureRow row = new FeatureExtractor().extract("message: hi");
        int word = row.index(row.start(FeatureBlock.WORDS));
        LinearModel model = model(
                List.of("a", "b"),
                FeatureExtractor.VERSION,
                new SparseWeights(new int[] {word}, new float[] {4, 0}, 2));
        double[] with = model.scorer().logProbabilities("message: hi");
        double margin = 1 + 4 * FeatureBlock.WORDS.value(FeatureBlock.step(3)); // hi; (start, hi), (hi, end)
        double a = 1 / (1 + Math.exp(-margin));
        double b = 1 / (1 + Math.exp(1));
        assertEquals(Math.log(a / (a + b)), with[0], 1e-6);
    }

    @Test
    void staysFiniteAtTheGreatestMargins() {
        PlattScale steep = new PlattScale(PlattScale.LIMIT, 0);
        assertEquals(-1e9, steep.logProbability(-1e6));
        assertEquals(0, steep.logProbability(1e6), 0.0);
        assertTrue(steep.logProbability(-1e-9) < 0);
    }

    @Test
    void refusesLabelsThatAreTooFewOrTheSameOrTooLong() {
        for (List<String> labels :
                List.of(List.of("a"), List.of("a", "a"), List.of("a", ""), List.of("a", "b".repeat(201)))) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> model(labels, FeatureExtractor.VERSION, NOTHING),
                    labels::toString);
        }
    }

    @Test
    void refusesPartsForAnotherNumberOfLabels() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> model(List.of("a", "b", "c"), FeatureExtractor.VERSION, NOTHING));
        assertEquals("weights must be one a label (3) but were 2", refusal.getMessage());
    }

    @Test
    void refusesAModelOfOtherFeatures() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> model(List.of("a", "b"), FeatureExtractor.VERSION + 1, NOTHING));
        assertEquals("feature version must be 1 but was 2", refusal.getMessage());
    }

    @Test
    void refusesWeightsThatDoNotAscendOrDoNotFit() {
        assertThrows(
                IllegalArgumentException.class, () -> new SparseWeights(new int[] {5, 5}, new float[] {1, 2, 3, 4}, 2));
        assertThrows(IllegalArgumentException.class, () -> new SparseWeights(new int[] {5}, new float[] {1}, 2));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SparseWeights(new int[] {FeatureRow.INDEX_COUNT}, new float[] {1, 2}, 2));
    }

    @Test
    void refusesAScaleThatTurnsTheOrderRound() {
        assertThrows(IllegalArgumentException.class, () -> new PlattScale(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new PlattScale(Double.NaN, 0));
        assertThrows(IllegalArgumentException.class, () -> new PlattScale(1, 1e4));
    }
}
