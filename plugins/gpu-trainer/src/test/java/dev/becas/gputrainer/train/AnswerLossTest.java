package dev.becas.gputrainer.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.gputrainer.Numbers;
import dev.becas.gputrainer.model.Sequences;
import dev.becas.gputrainer.model.Torch;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerLossTest {
    private static final int WIDTH = 6;
    private static final int WORDS = 19;

    @ParameterizedTest
    @ValueSource(ints = {1, 127, 128, 129, 300})
    void aFewRowsAtATimeAreTheSameAsAllAtOnce(int count) {
        try (PointerScope _ = new PointerScope()) {
            Tensor rows = random(1, count, WIDTH).set_requires_grad(true); // [count, WIDTH]
            Tensor head = random(2, WORDS, WIDTH).set_requires_grad(true); // [WORDS, WIDTH]
            int[] targets = new Random(3).ints(count, 0, WORDS).toArray();
            Tensor loss = torch.cross_entropy(rows.mm(head.t()), Torch.longs(targets)); // [], the mean
            loss.backward();

            Tensor headGradient = Torch.zeros(ScalarType.Float, WORDS, WIDTH);
            float[] ones = new float[count];
            Arrays.fill(ones, 1);
            AnswerLoss.Result result =
                    AnswerLoss.of(rows.detach(), asked(targets, ones), head.detach(), 1.0 / count, headGradient);
            assertEquals(loss.item_double(), result.loss().item_double(), 1e-6);
            same(new Tensor(rows.grad()), result.byRows());
            same(new Tensor(head.grad()), headGradient);
        }
    }

    @Test
    void aTokenThatCountsTwiceIsOneThatComesTwice() {
        try (PointerScope _ = new PointerScope()) {
            Tensor rows = random(1, 3, WIDTH); // [3, WIDTH]
            Tensor head = random(2, WORDS, WIDTH); // [WORDS, WIDTH]
            Tensor twice = rows.index_select(0, Torch.longs(new int[] {0, 1, 1, 2})); // [4, WIDTH]
            MicroBatch weighted = asked(new int[] {5, 7, 11}, 1, 2, 1);
            MicroBatch repeated = asked(new int[] {5, 7, 7, 11}, 1, 1, 1, 1);
            AnswerLoss.Result byWeight = AnswerLoss.of(rows, weighted, head, 0.25, null);
            AnswerLoss.Result byPlace = AnswerLoss.of(twice, repeated, head, 0.25, null);
            assertEquals(byPlace.loss().item_double(), byWeight.loss().item_double(), 1e-6);
            Tensor places = byPlace.byRows(); // [4, WIDTH]
            same(places.select(0, 0), byWeight.byRows().select(0, 0));
            same(places.select(0, 1).add(places.select(0, 2)), byWeight.byRows().select(0, 1));
        }
    }

    /// Every token of a text is asked for the one that comes next.
    private static MicroBatch asked(int[] targets, float... weights) {
        int[] rows = IntStream.range(0, targets.length).toArray();
        return new MicroBatch(Sequences.of(new int[targets.length + 1]), rows, targets, weights);
    }

    private static void same(Tensor expected, Tensor actual) {
        Numbers.assertClose(Torch.toFloats(expected), Torch.toFloats(actual), 1e-5, "gradient");
    }

    private static Tensor random(long seed, int rows, int columns) {
        Random random = new Random(seed);
        float[] numbers = new float[rows * columns];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = (float) random.nextGaussian();
        }
        return Torch.floats(numbers, rows, columns);
    }
}
