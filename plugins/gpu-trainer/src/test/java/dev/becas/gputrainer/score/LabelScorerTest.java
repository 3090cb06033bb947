package dev.becas.gputrainer.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.TinyModels;
import dev.becas.gputrainer.model.Architecture;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.model.Sequences;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.train.LoraSettings;
import dev.becas.gputrainer.train.LoraWeights;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LabelScorerTest {
    /// Sums of a few rows and of many are added up in another order: five parts in ten million of numbers up to 20.
    private static final double SUMS = 5e-5;

    /// Some begin alike, one is the beginning of another, one is a single token.
    private static final List<int[]> LABELS = List.of(
            new int[] {2, 3, 4}, new int[] {2, 3, 5}, new int[] {2, 6}, new int[] {7}, new int[] {2, 3}, new int[] {
                8, 3, 4, 9
            });

    private static final int[] PROMPT = {1, 0, 4, 10, 2, 2, 7};

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void labelsAreAsProbableAsInAPlainPassOverPromptAndLabel(Architecture architecture) throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(architecture), Precision.FP32);
                LabelScorer scorer = new LabelScorer(model, LABELS, 64)) {
            assertArrayEquals(plain(model, PROMPT), scorer.logProbabilities(PROMPT), SUMS);
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void whatAPromptSharesWithTheOneBeforeIsReadOnce(Architecture architecture) throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(architecture), Precision.FP32);
                LabelScorer scorer = new LabelScorer(model, LABELS, 64)) {
            scorer.logProbabilities(PROMPT);
            assertEquals(7, scorer.tokensRead());
            List<int[]> others = List.of(
                    new int[] {1, 0, 4, 10, 5, 5, 5, 5},
                    new int[] {1, 0, 4, 10, 5, 5, 5, 5},
                    new int[] {1, 0, 4},
                    new int[] {1, 0, 4, 3, 2},
                    new int[] {6, 0, 4, 3, 2});
            int[] read = {4, 1, 1, 2, 5};
            for (int i = 0; i < read.length; i++) {
                assertArrayEquals(plain(model, others.get(i)), scorer.logProbabilities(others.get(i)), SUMS);
                assertEquals(read[i], scorer.tokensRead(), "prompt " + i);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void promptsThatAreReadTogetherAreAnsweredAsEachAlone(Architecture architecture) throws Exception {
        Random random = new Random(3);
        List<int[]> prompts = new ArrayList<>();
        for (int i = 0; i < 21; i++) {
            int[] prompt = random.ints(3 + random.nextInt(9), 0, 11).toArray();
            prompt[0] = 1;
            prompt[1] = i < 16 ? 4 : prompt[1];
            prompts.add(prompt);
        }
        prompts.add(new int[] {1});
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(architecture), Precision.FP32);
                LabelScorer roomy = new LabelScorer(model, LABELS, 64);
                LabelScorer narrow = new LabelScorer(model, LABELS, 18)) {
            List<double[]> together = roomy.logProbabilities(prompts);
            List<double[]> inParts = narrow.logProbabilities(prompts);
            assertEquals(prompts.size(), together.size());
            for (int i = 0; i < prompts.size(); i++) {
                double[] plain = plain(model, prompts.get(i));
                assertArrayEquals(plain, together.get(i), SUMS, "prompt " + i);
                assertArrayEquals(plain, inParts.get(i), SUMS, "prompt " + i + ", with little room");
            }
        }
    }

    @Test
    void whatPromptsShareIsReadOnceForAllOfThem() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32);
                LabelScorer scorer = new LabelScorer(model, LABELS, 64)) {
            scorer.logProbabilities(List.of(new int[] {1, 0, 4, 5}, new int[] {1, 0, 4, 6, 6}));
            assertEquals(3 + 1 + 2, scorer.tokensRead());
            scorer.logProbabilities(List.of(new int[] {1, 0, 4, 7}, new int[] {1, 0, 4, 8}));
            assertEquals(2, scorer.tokensRead(), "the beginning is known");
        }
    }

    @Test
    void anotherAdapterCountsAfterForgetting() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32);
                LabelScorer scorer = new LabelScorer(model, LABELS, 64);
                LoraWeights adapter = adapter(model)) {
            double[] base = scorer.logProbabilities(PROMPT);
            model.adapters(adapter.pairs());
            scorer.forget();
            double[] tuned = scorer.logProbabilities(PROMPT);
            assertArrayEquals(plain(model, PROMPT), tuned, SUMS);
            assertTrue(Math.abs(base[0] - tuned[0]) > 1e-2, "the adapter changes something");
            model.adapters(Map.of());
            scorer.forget();
            assertArrayEquals(base, scorer.logProbabilities(PROMPT));
        }
    }

    @Test
    void manyLabelsAreOnePass() throws Exception {
        List<int[]> all = new ArrayList<>();
        for (int i = 0; i < 11 * 11; i++) {
            all.add(new int[] {i / 11, i % 11});
        }
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.QWEN3), Precision.FP32);
                LabelScorer scorer = new LabelScorer(model, all, 64)) {
            double[] logs = scorer.logProbabilities(PROMPT);
            assertEquals(1, Arrays.stream(logs).map(Math::exp).sum(), 1e-5, "every pair of tokens is a label");
        }
    }

    @Test
    void halfTheBitsSayAboutTheSame() throws Exception {
        try (LanguageModel exact = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32);
                LanguageModel half = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.BF16);
                LabelScorer scorer = new LabelScorer(half, LABELS, 64)) {
            assertArrayEquals(plain(exact, PROMPT), scorer.logProbabilities(PROMPT), 0.3);
        }
    }

    @Test
    void aPromptThatIsTooLongIsRefusedAndTheNextIsScored() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32);
                LabelScorer scorer = new LabelScorer(model, LABELS, 12)) {
            Exception refused =
                    assertThrows(IllegalArgumentException.class, () -> scorer.logProbabilities(new int[13]));
            assertEquals("a text must have at most 12 tokens but has 18 with its labels", refused.getMessage());
            Exception withLabels =
                    assertThrows(IllegalArgumentException.class, () -> scorer.logProbabilities(new int[11]));
            assertEquals("a text must have at most 12 tokens but has 16 with its labels", withLabels.getMessage());
            assertArrayEquals(plain(model, PROMPT), scorer.logProbabilities(PROMPT), SUMS);
        }
    }

    @Test
    void anEmptyPromptIsRefused() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32);
                LabelScorer scorer = new LabelScorer(model, LABELS, 12)) {
            assertThrows(IllegalArgumentException.class, scorer::logProbabilities);
        }
    }

    @Test
    void noTensorOutlivesItsPrompt() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32);
                LabelScorer scorer = new LabelScorer(model, LABELS, 64)) {
            scorer.logProbabilities(PROMPT);
            long before = Pointer.totalCount();
            scorer.logProbabilities(1, 0, 5);
            assertEquals(before, Pointer.totalCount());
        }
    }

    /// Prompt and label as one text, once for each label.
    private static double[] plain(LanguageModel model, int... prompt) {
        return LABELS.stream()
                .mapToDouble(label -> {
                    int[] text = IntStream.concat(Arrays.stream(prompt), Arrays.stream(label))
                            .toArray();
                    float[] logs = logs(model, text);
                    int words = model.config().vocabulary();
                    double sum = 0;
                    for (int i = prompt.length; i < text.length; i++) {
                        sum += logs[(i - 1) * words + text[i]];
                    }
                    return sum;
                })
                .toArray();
    }

    private static float[] logs(LanguageModel model, int... text) {
        try (PointerScope _ = new PointerScope()) {
            return Torch.toFloats(model.logits(model.finalNorm(model.residual(model.pass(Sequences.of(text)))))
                    .log_softmax(1));
        }
    }

    private static LoraWeights adapter(LanguageModel model) {
        LoraSettings settings = new LoraSettings(4, 8, 0, EnumSet.allOf(ProjectionKind.class), false);
        LoraWeights adapter = LoraWeights.zeros(model.config(), settings);
        Random random = new Random(11);
        adapter.weights().tensors().forEach((name, tensor) -> {
            float[] numbers = new float[(int) tensor.numel()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) (0.2 * random.nextGaussian());
            }
            adapter.weights().set(name, numbers);
        });
        return adapter;
    }
}
