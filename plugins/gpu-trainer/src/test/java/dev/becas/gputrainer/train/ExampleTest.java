package dev.becas.gputrainer.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;

class ExampleTest {
    private static final int[] IDS = {5, 6, 7, 8, 9};

    @Test
    void anAnswerGoesOnToTheEnd() {
        assertArrayEquals(new int[] {3, 4}, new Example(IDS, 3).learned());
        assertEquals(3, new Example(IDS, 3).answerFrom());
    }

    @Test
    void severalAnswersOfATextAreLearnedAndNothingBetween() {
        MicroBatch batch = MicroBatch.of(List.of(new Example(IDS, 4), new Example(IDS, new int[] {1, 3, 4})));
        assertArrayEquals(new int[] {3, 5, 7, 8}, batch.rows());
        assertArrayEquals(new int[] {9, 6, 8, 9}, batch.targets());
    }

    @Test
    void eachTokenKeepsItsWeight() {
        Example weighted = new Example(IDS, new int[] {2, 4}, new float[] {0.5f, 3});
        MicroBatch batch = MicroBatch.of(List.of(new Example(IDS, 4), weighted));
        assertArrayEquals(new float[] {1, 0.5f, 3}, batch.weights());
        assertEquals(4.5, batch.weight());
    }

    @Test
    void aWeightIsAboveNothingAndEachTokenHasOne() {
        assertEquals(
                "a token's weight must be above 0 and finite but was NaN",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Example(IDS, new int[] {4}, new float[] {Float.NaN}))
                        .getMessage());
        assertEquals(
                "1 tokens to learn must have as many weights but have 0",
                assertThrows(IllegalArgumentException.class, () -> new Example(IDS, new int[] {4}, new float[0]))
                        .getMessage());
    }

    @Test
    void somethingMustComeBeforeEachAnswer() {
        refused("an answer's token must lie in [1, 4] of 5 tokens but lies at 0", 0);
        refused("an answer's token must lie in [1, 4] of 5 tokens but lies at 5", 5);
        refused("an answer's token must lie in [3, 4] of 5 tokens but lies at 2", 2, 2);
        refused("an example must have at least 1 token to learn but has none");
        assertThrows(IllegalArgumentException.class, () -> new Example(IDS, 5));
        assertThrows(IllegalArgumentException.class, () -> new Example(IDS, 0));
    }

    private static void refused(String sentence, int... learned) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> new Example(IDS, learned))
                        .getMessage());
    }
}
