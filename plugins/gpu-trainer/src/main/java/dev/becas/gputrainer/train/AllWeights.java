package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Torch;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// Every weight of a model made trainable, for small models. The model computes with these from then on, also in bf16,
/// where they are cast as they are used.
public final class AllWeights implements Trained {
    private final TrainableWeights weights;
    private final Tensor headGradient;

    /// Takes over the model's weights as they are.
    public AllWeights(LanguageModel model) {
        Map<String, Tensor> before = model.weights();
        Map<String, long[]> shapes = new LinkedHashMap<>();
        before.forEach((name, weight) -> shapes.put(name, weight.shape()));
        weights = new TrainableWeights(shapes);
        Torch.withoutGradients(() -> {
            try (PointerScope _ = new PointerScope()) {
                before.forEach((name, weight) -> weights.tensor(name).copy_(weight));
                return before;
            }
        });
        model.replaceWeights(weights.tensors());
        headGradient =
                weights.gradientWindow(before.containsKey("output.weight") ? "output.weight" : "token_embd.weight");
    }

    /// By their GGUF names.
    @Override
    public TrainableWeights weights() {
        return weights;
    }

    @Override
    public Tensor headGradient() {
        return headGradient;
    }

    @Override
    public void close() {
        weights.close();
    }
}
