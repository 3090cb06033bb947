package dev.becas.gputrainer.model;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// A linear layer without bias: a weight, and perhaps an adapter beside it.
final class Projection {
    private Tensor weight; // [out, in]
    private final @Nullable GgmlProduct ggml;
    private @Nullable LoraPair adapter;

    /// @param ggml how to multiply instead of plainly; an adapter is given all bits of what comes in
    Projection(Tensor weight, @Nullable GgmlProduct ggml) {
        this.weight = weight;
        this.ggml = ggml;
    }

    /// @param x [N, in]
    /// @return [N, out]
    Tensor apply(Tensor x, ForwardPass pass) {
        return isMoreThanAProduct()
                ? pass.recording().kept(in -> product(in[0], pass.training()), x)
                : pass.recording().frozen(x, weight);
    }

    /// Adds what a part comes to, multiplied, to what is there.
    ///
    /// @param onto [N, out]
    /// @param part comes to [N, in]
    /// @return [N, out]
    Tensor addTo(Tensor onto, Recording.Part part, ForwardPass pass, Tensor... inputs) {
        Recording recording = pass.recording();
        return isMoreThanAProduct()
                ? recording.sum(onto, apply(recording.again(part, inputs), pass))
                : recording.frozenOnto(onto, part, weight, inputs);
    }

    private boolean isMoreThanAProduct() {
        return adapter != null || ggml != null || weight.requires_grad();
    }

    private Tensor product(Tensor x, boolean training) {
        Tensor y = ggml == null ? x.mm(weight.to(x.scalar_type()).t()) : ggml.of(x, weight); // [N, out]
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
