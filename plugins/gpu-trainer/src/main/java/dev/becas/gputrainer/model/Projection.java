package dev.becas.gputrainer.model;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// A linear layer without bias: a weight, and perhaps an adapter beside it.
final class Projection {
    private Tensor weight; // [out, in]
    private @Nullable LoraPair adapter;

    Projection(Tensor weight) {
        this.weight = weight;
    }

    /// @param x [N, in]
    /// @return [N, out]
    Tensor apply(Tensor x, ForwardPass pass) {
        return learns()
                ? pass.recording().kept(in -> product(in[0], pass.training()), x)
                : pass.recording().frozen(x, weight);
    }

    /// @param part comes to [N, in]
    /// @return [N, out]
    Tensor apply(Recording.Part part, ForwardPass pass, Tensor... inputs) {
        return learns()
                ? apply(pass.recording().again(part, inputs), pass)
                : pass.recording().frozen(part, weight, inputs);
    }

    private boolean learns() {
        return adapter != null || weight.requires_grad();
    }

    private Tensor product(Tensor x, boolean training) {
        Tensor y = x.mm(weight.to(x.scalar_type()).t()); // [N, out]
        return adapter == null ? y : adapter.addTo(y, x, training);
    }

    Tensor weight() {
        return weight;
    }

    void weight(Tensor replacement) {
        weight = replacement;
    }

    void adapter(@Nullable LoraPair pair) {
        adapter = pair;
    }
}
