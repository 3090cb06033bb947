package dev.becas.gputrainer.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.gputrainer.MapWeights;
import dev.becas.gputrainer.Numbers;
import dev.becas.gputrainer.TinyModels;
import dev.becas.gputrainer.model.Architecture;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.model.Torch;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The model over LibTorch against the one in plain Java: forward, and each gradient against a difference of losses.
class PlainModelTest {
    private static final double RELATIVE = 2e-5;
    /// In 64 bits, the middle between rounding (1e-16 / STEP) and curvature (STEP^2).
    private static final double STEP = 1e-5;

    private static final MicroBatch BATCH = MicroBatch.of(
            List.of(new Example(new int[] {3, 1, 4, 1, 5, 9, 2}, 4), new Example(new int[] {6, 5, 3, 5}, 1)));

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void logitsAndLossAreThoseOfPlainJava(Architecture architecture) throws Exception {
        MapWeights weights = TinyModels.of(architecture);
        try (LanguageModel model = LanguageModel.load(weights, Precision.FP32);
                LoraWeights adapter = adapter(weights);
                PointerScope _ = new PointerScope()) {
            model.adapters(adapter.pairs());
            PlainModel plain = plain(weights, adapter, numbers(adapter));
            float[] fast = Torch.toFloats(model.logits(model.finalNorm(model.residual(model.pass(BATCH.sequences())))));
            double[] slow = Arrays.stream(plain.logits(BATCH))
                    .flatMapToDouble(Arrays::stream)
                    .toArray();
            Numbers.assertClose(floats(slow), fast, RELATIVE, "logits");
            double loss = new Backpropagation(model, Checkpointing.PARTS, null).run(BATCH, 1 / BATCH.weight(), 0);
            assertEquals(plain.loss(BATCH), loss, RELATIVE);
        }
    }

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void everyGradientIsTheSlopeOfTheLoss(Architecture architecture) throws Exception {
        MapWeights weights = TinyModels.of(architecture);
        try (LanguageModel model = LanguageModel.load(weights, Precision.FP32);
                LoraWeights adapter = adapter(weights)) {
            model.adapters(adapter.pairs());
            new Backpropagation(model, Checkpointing.PARTS, null).run(BATCH, 1 / BATCH.weight(), 0);
            Map<String, double[]> numbers = numbers(adapter);
            PlainModel plain = plain(weights, adapter, numbers);
            numbers.forEach((name, values) -> Numbers.assertClose(
                    floats(slopes(plain, values)), adapter.weights().gradient(name), RELATIVE, name));
        }
    }

    private static double[] slopes(PlainModel plain, double[] values) {
        double[] slopes = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            double value = values[i];
            values[i] = value + STEP;
            double above = plain.loss(BATCH);
            values[i] = value - STEP;
            slopes[i] = (above - plain.loss(BATCH)) / (2 * STEP);
            values[i] = value;
        }
        return slopes;
    }

    /// On all seven projections, nothing of it zero.
    private static LoraWeights adapter(MapWeights weights) {
        LoraSettings settings = new LoraSettings(4, 8, 0, EnumSet.allOf(ProjectionKind.class), true);
        LoraWeights adapter = LoraWeights.zeros(weights.config(), settings);
        Random random = new Random(11);
        adapter.weights().tensors().forEach((name, tensor) -> {
            float[] numbers = new float[(int) tensor.numel()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = (float) (0.3 * random.nextGaussian());
            }
            adapter.weights().set(name, numbers);
        });
        return adapter;
    }

    private static PlainModel plain(MapWeights weights, LoraWeights adapter, Map<String, double[]> numbers) {
        return new PlainModel(
                weights.config(), weights.tensors(), numbers, adapter.settings().scale());
    }

    private static Map<String, double[]> numbers(LoraWeights adapter) {
        Map<String, double[]> numbers = new LinkedHashMap<>();
        adapter.weights().tensors().forEach((name, tensor) -> {
            float[] floats = Torch.toFloats(tensor);
            double[] doubles = new double[floats.length];
            Arrays.setAll(doubles, i -> floats[i]);
            numbers.put(name, doubles);
        });
        return numbers;
    }

    private static float[] floats(double[] numbers) {
        float[] floats = new float[numbers.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) numbers[i];
        }
        return floats;
    }
}
