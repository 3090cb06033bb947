package dev.becas.gputrainer.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.gputrainer.Numbers;
import dev.becas.gputrainer.OracleCase;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.model.Torch;
import java.nio.file.Path;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The same numbers as transformers and peft, to 1e-4 of the largest of each tensor or better. A test extends this and
/// says who made them.
abstract class OracleContract {
    private static final double RELATIVE = 2e-5;

    /// The folder with what `make_oracle.py` wrote.
    abstract Path made() throws Exception;

    @ParameterizedTest
    @ValueSource(strings = {"llama", "llama3", "qwen3"})
    void logitsAreThoseOfTransformersAndPeft(String name) throws Exception {
        OracleCase oracle = OracleCase.read(made(), name);
        try (LanguageModel model = LanguageModel.load(oracle.source(), Precision.FP32);
                LoraWeights adapter = oracle.adapter()) {
            Numbers.assertClose(oracle.numbers("full.logits"), logits(model, oracle), RELATIVE, "base logits");
            model.adapters(adapter.pairs());
            Numbers.assertClose(oracle.numbers("logits"), logits(model, oracle), RELATIVE, "tuned logits");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "llama,NONE",
        "llama,PARTS",
        "llama,LAYERS",
        "llama3,NONE",
        "llama3,PARTS",
        "llama3,LAYERS",
        "qwen3,NONE",
        "qwen3,PARTS",
        "qwen3,LAYERS"
    })
    void lossAndEveryGradientOfTheAdapterAreThoseOfPeft(String name, Checkpointing checkpointing) throws Exception {
        OracleCase oracle = OracleCase.read(made(), name);
        try (LanguageModel model = LanguageModel.load(oracle.source(), Precision.FP32);
                LoraWeights adapter = oracle.adapter()) {
            model.adapters(adapter.pairs());
            MicroBatch batch = oracle.batch();
            double loss = new Backpropagation(model, checkpointing, null).run(batch, 1 / batch.weight(), 0);
            assertEquals(oracle.numbersOf("losses").getFirst(), loss, RELATIVE);
            oracle.gradients()
                    .forEach((tensor, gradient) ->
                            Numbers.assertClose(gradient, adapter.weights().gradient(tensor), RELATIVE, tensor));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "llama3", "qwen3"})
    void threeStepsOfAdamWEndWherePytorchEnds(String name) throws Exception {
        OracleCase oracle = OracleCase.read(made(), name);
        try (LanguageModel model = LanguageModel.load(oracle.source(), Precision.FP32);
                LoraWeights adapter = oracle.adapter();
                AdamW optimiser = new AdamW(adapter.weights(), oracle.number("weightDecay"))) {
            model.adapters(adapter.pairs());
            MicroBatch batch = oracle.batch();
            for (int step = 0; step < 3; step++) {
                double loss = new Backpropagation(model, Checkpointing.PARTS, null).run(batch, 1 / batch.weight(), 0);
                assertEquals(oracle.numbersOf("losses").get(step), loss, RELATIVE, "loss of step " + step);
                double norm = optimiser.clip(oracle.number("maxGradNorm"));
                assertEquals(oracle.numbersOf("gradientNorms").get(step), norm, RELATIVE * norm);
                optimiser.step(oracle.number("learningRate"));
            }
            oracle.afterThreeSteps()
                    .forEach((tensor, after) -> Numbers.assertClose(
                            after, Torch.toFloats(adapter.weights().tensor(tensor)), 1e-4, tensor));
        }
    }

    @ParameterizedTest
    @CsvSource({"llama,NONE", "llama,PARTS", "llama3,LAYERS", "qwen3,NONE", "qwen3,PARTS", "qwen3,LAYERS"})
    void everyGradientOfAllWeightsIsThatOfTransformers(String name, Checkpointing checkpointing) throws Exception {
        OracleCase oracle = OracleCase.read(made(), name);
        try (LanguageModel model = LanguageModel.load(oracle.source(), Precision.FP32);
                AllWeights all = new AllWeights(model, oracle.source())) {
            MicroBatch batch = oracle.batch();
            double loss =
                    new Backpropagation(model, checkpointing, all.headGradient()).run(batch, 1 / batch.weight(), 0);
            assertEquals(oracle.number("fullLoss"), loss, RELATIVE);
            oracle.fullGradients()
                    .forEach((tensor, gradient) -> Numbers.assertClose(
                            gradient.numbers(), all.weights().gradient(tensor), RELATIVE, tensor));
        }
    }

    private static float[] logits(LanguageModel model, OracleCase oracle) {
        try (PointerScope _ = new PointerScope()) {
            Tensor residual = model.residual(model.pass(oracle.sequences())); // [N, width]
            return Torch.toFloats(model.logits(model.finalNorm(residual))); // [N, V]
        }
    }
}
