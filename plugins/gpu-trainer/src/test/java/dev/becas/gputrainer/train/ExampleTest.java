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
