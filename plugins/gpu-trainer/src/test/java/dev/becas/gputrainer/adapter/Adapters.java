package dev.becas.gputrainer.adapter;

import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.model.Sequences;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.train.LoraSettings;
import dev.becas.gputrainer.train.LoraWeights;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;

/// Adapters that change something, made from a seed.
final class Adapters {
    static final String BASE = "0123456789abcdef".repeat(4);
    static final Provenance PROVENANCE =
            new Provenance(BASE, "d1", Map.of("rank", "4", "alpha", "8"), 7, Map.of("macroF1", 0.75));

    private static final Sequences TEXT = Sequences.of(3, 1, 4, 1, 5, 9, 2, 6);

    private Adapters() {}

    static LoraWeights random(ModelConfig config, boolean bias) {
        LoraSettings settings = new LoraSettings(4, 8, 0, EnumSet.allOf(ProjectionKind.class), bias);
        LoraWeights adapter = LoraWeights.zeros(config, settings);
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

    /// What the model says of a text, with this adapter or without any.
    static float[] logits(LanguageModel model, LoraWeights... adapter) {
        model.adapters(adapter.length == 0 ? Map.of() : adapter[0].pairs());
        try (PointerScope _ = new PointerScope()) {
            return Torch.toFloats(model.logits(model.finalNorm(model.residual(model.pass(TEXT)))));
        }
    }
}
