package dev.becas.gputrainer.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.gputrainer.MapWeights;
import dev.becas.gputrainer.Numbers;
import dev.becas.gputrainer.TinyModels;
import dev.becas.gputrainer.model.Architecture;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.model.Sequences;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Examples that begin alike, read once: the same loss and gradients as each example by itself.
class SharedBeginningTest {
    private static final List<Example> EXAMPLES = List.of(
            new Example(new int[] {3, 1, 4, 1, 5, 9, 2}, 5),
            new Example(new int[] {3, 1, 4, 1, 6}, 4),
            new Example(new int[] {3, 1, 4, 1, 6, 5, 3, 5, 8}, new int[] {5, 8}));

    @ParameterizedTest
    @CsvSource({
        "LLAMA,FP32,NONE,2e-5",
        "LLAMA,FP32,PARTS,2e-5",
        "LLAMA,FP32,LAYERS,2e-5",
        "QWEN3,FP32,NONE,2e-5",
        "QWEN3,FP32,PARTS,2e-5",
        "QWEN3,FP32,LAYERS,2e-5",
        "LLAMA,BF16,PARTS,0.06",
        "QWEN3,BF16,PARTS,0.06"
    })
    void gradientsAreThoseOfEachExampleByItself(
            Architecture architecture, Precision precision, Checkpointing checkpointing, double tolerance)
            throws Exception {
        MapWeights weights = TinyModels.of(architecture);
        MicroBatch together = MicroBatch.of(EXAMPLES);
        assertEquals(3, together.sequences().shared(), "the shortest row's answer needs a token before it");
        List<MicroBatch> alone = EXAMPLES.stream()
                .map(example -> MicroBatch.of(List.of(example)))
                .toList();
        try (LanguageModel model = LanguageModel.load(weights, precision);
                AllWeights all = new AllWeights(model, weights)) {
            Backpropagation back = new Backpropagation(model, checkpointing, all.headGradient());
            double loss = back.run(together, 0.2, 0);
            Map<String, float[]> gradients = new TreeMap<>();
            all.weights()
                    .tensors()
                    .keySet()
                    .forEach(name -> gradients.put(name, all.weights().gradient(name)));
            all.weights().zeroGradients();
            double sum =
                    alone.stream().mapToDouble(batch -> back.run(batch, 0.2, 0)).sum();
            assertEquals(sum, loss, tolerance * sum);
            gradients.forEach(
                    (name, gradient) -> Numbers.assertClose(all.weights().gradient(name), gradient, tolerance, name));
        }
    }

    @Test
    void whatIsSharedLiesInFrontAndCountsForEach() {
        MicroBatch batch = MicroBatch.of(EXAMPLES);
        Sequences sequences = batch.sequences();
        assertArrayEquals(new int[] {3, 1, 4, 1, 5, 9, 2, 1, 6, 1, 6, 5, 3, 5, 8}, sequences.ids());
        assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5, 6, 3, 4, 3, 4, 5, 6, 7, 8}, sequences.positions());
        assertArrayEquals(new int[] {4, 5, 7, 10, 13}, batch.rows());
        assertArrayEquals(new int[] {9, 2, 6, 5, 8}, batch.targets());
        assertEquals(7 + 5 + 9, sequences.tokensOfTexts());
        assertEquals(9, sequences.longest());
        assertEquals(3, batch.examples());
    }

    @Test
    void littleInCommonIsNotShared() {
        Example longer = new Example(new int[] {3, 1, 4, 1, 5, 9, 2, 6}, 7);
        Example other = new Example(new int[] {3, 5, 8, 9, 7, 9, 3, 2}, 7);
        assertEquals(0, MicroBatch.of(List.of(longer, other)).sequences().shared());
        assertEquals(0, MicroBatch.of(List.of(longer)).sequences().shared(), "one alone shares with nobody");
    }

    @Test
    void anAnswerThatIsLearnedIsNotShared() {
        Example answer = new Example(new int[] {3, 1, 4, 1, 5}, 2);
        assertEquals(
                1, MicroBatch.of(List.of(answer, answer, answer)).sequences().shared());
    }
}
