package dev.becas.gputrainer.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.MapWeights;
import dev.becas.gputrainer.Numbers;
import dev.becas.gputrainer.TinyModels;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LanguageModelTest {
    private static final int[] ONE = {3, 1, 4, 1, 5};
    private static final int[] TWO = {9, 2, 6};
    private static final int[] THREE = {5, 3, 5, 8, 10};

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void neighboursInABatchDoNotTouchEachOther(Architecture architecture) throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.of(architecture), Precision.FP32)) {
            float[] mixed = logits(model, Sequences.of(List.of(ONE, TWO, THREE)));
            float[] even = logits(model, Sequences.of(List.of(ONE, THREE)));
            float[] alone = logits(model, Sequences.of(THREE));
            Numbers.assertClose(alone, Arrays.copyOfRange(mixed, 8 * 11, 13 * 11), 1e-6, "among unequal lengths");
            Numbers.assertClose(alone, Arrays.copyOfRange(even, 5 * 11, 10 * 11), 1e-6, "among equal lengths");
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void rowsThatAreAskedForAreThoseOfAll(Architecture architecture) throws Exception {
        Sequences sequences = Sequences.of(List.of(ONE, TWO));
        try (LanguageModel model = LanguageModel.load(TinyModels.of(architecture), Precision.FP32);
                PointerScope _ = new PointerScope()) {
            float[] all = logits(model, sequences);
            float[] two = logits(model, model.pass(sequences).asking(4, 7));
            assertEquals(2 * 11, two.length);
            Numbers.assertClose(Arrays.copyOfRange(all, 4 * 11, 5 * 11), Arrays.copyOf(two, 11), 1e-6, "row 4");
            Numbers.assertClose(
                    Arrays.copyOfRange(all, 7 * 11, 8 * 11), Arrays.copyOfRange(two, 11, 22), 1e-6, "row 7");
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void halfTheBitsAreCloseToAll(Architecture architecture) throws Exception {
        try (LanguageModel exact = LanguageModel.load(TinyModels.of(architecture), Precision.FP32);
                LanguageModel half = LanguageModel.load(TinyModels.of(architecture), Precision.BF16)) {
            Numbers.assertClose(logits(exact, Sequences.of(ONE)), logits(half, Sequences.of(ONE)), 0.05, "logits");
        }
    }

    @Test
    void aTokenOutsideTheVocabularyIsRefused() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.of(Architecture.LLAMA), Precision.FP32)) {
            Exception refused = assertThrows(IllegalArgumentException.class, () -> model.pass(Sequences.of(3, 11)));
            assertEquals("a token must be in [0, 10] but one is 11", refused.getMessage());
        }
    }

    @Test
    void aSequenceLongerThanTheContextIsRefused() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.of(Architecture.LLAMA), Precision.FP32)) {
            Exception refused =
                    assertThrows(IllegalArgumentException.class, () -> model.pass(Sequences.of(new int[65])));
            assertEquals("a sequence must have at most 64 tokens but one has 65", refused.getMessage());
        }
    }

    @Test
    void aMissingTensorIsRefusedByItsName() {
        MapWeights whole = TinyModels.of(Architecture.QWEN3);
        var tensors = new LinkedHashMap<>(whole.tensors());
        tensors.remove("blk.1.attn_k_norm.weight");
        IOException refused = assertThrows(
                IOException.class, () -> LanguageModel.load(new MapWeights(whole.config(), tensors), Precision.FP32));
        assertTrue(String.valueOf(refused.getMessage()).contains("blk.1.attn_k_norm.weight"), refused.getMessage());
    }

    /// Of each process: a run over all weights lays them in this order, and another process goes on with it.
    @Test
    void weightsAreNamedInTheOrderOfTheModel() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.of(Architecture.QWEN3), Precision.FP32)) {
            List<String> norms = model.weights().keySet().stream()
                    .filter(name -> name.startsWith("blk.1.") && name.contains("norm"))
                    .toList();
            assertEquals(
                    Stream.of("attn_norm", "attn_q_norm", "attn_k_norm", "ffn_norm")
                            .map(part -> "blk.1." + part + ".weight")
                            .toList(),
                    norms);
        }
    }

    @Test
    void everyProjectionIsFoundByEitherName() {
        for (ProjectionKind kind : ProjectionKind.values()) {
            assertEquals(kind, ProjectionKind.named(kind.settingName()).orElseThrow());
            assertEquals(kind, ProjectionKind.named(kind.peftTarget()).orElseThrow());
        }
        assertTrue(ProjectionKind.named("head").isEmpty());
    }

    private static float[] logits(LanguageModel model, Sequences sequences) {
        try (PointerScope _ = new PointerScope()) {
            return logits(model, model.pass(sequences));
        }
    }

    private static float[] logits(LanguageModel model, ForwardPass pass) {
        return Torch.toFloats(model.logits(model.finalNorm(model.residual(pass))));
    }
}
