package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.AdapterSite;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.model.WeightLoader;
import dev.becas.gputrainer.model.WeightSource;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// Every weight of a model made trainable, for small models, in 32 bits. The model computes with these from then on,
/// also in bf16, where they are cast as they are used.
public final class AllWeights implements Trained {
    private static final String EMBEDDING = "token_embd.weight";
    private static final String HEAD = "output.weight";

    private final TrainableWeights weights;
    private final Tensor headGradient;

    /// Takes the place of the model's own weights, which are freed.
    ///
    /// @param source of the model: read once more, as the model may hold it in half the bits
    public AllWeights(LanguageModel model, WeightSource source) throws IOException {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        model.weights().forEach((name, weight) -> shapes.put(name, weight.shape()));
        weights = new TrainableWeights(shapes);
        try {
            for (Map.Entry<String, Tensor> weight : weights.tensors().entrySet()) {
                WeightLoader.fill(source, weight.getKey(), weight.getValue());
            }
        } catch (IOException | RuntimeException e) {
            weights.close();
            throw e;
        }
        model.replaceWeights(weights.tensors());
        headGradient = weights.gradientWindow(shapes.containsKey(HEAD) ? HEAD : EMBEDDING);
    }

    /// Adds what an adapter computes to the weights beside which it sits: `W + alpha / rank * B A`.
    ///
    /// @throws IllegalArgumentException if the adapter has a bias, for which the model has no place
    public void add(LoraWeights adapter) {
        if (adapter.settings().bias()) {
            throw new IllegalArgumentException("an adapter with a bias cannot become part of a model's weights");
        }
        Torch.withoutGradients(() -> {
            for (AdapterSite site : adapter.sites()) {
                add(site, adapter);
            }
            return adapter;
        });
    }

    private void add(AdapterSite site, LoraWeights adapter) {
        try (PointerScope _ = new PointerScope()) {
            Tensor a = adapter.weights().tensor(LoraWeights.nameOfA(site)); // [rank, in]
            Tensor b = adapter.weights().tensor(LoraWeights.nameOfB(site)); // [out, rank]
            weights.tensor(site.ggufName())
                    .add_(b.mm(a), Torch.scalar(adapter.settings().scale())); // [out, in]
        }
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
