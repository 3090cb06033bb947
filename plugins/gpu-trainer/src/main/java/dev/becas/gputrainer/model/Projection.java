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
        Tensor y = x.mm(weight.to(x.scalar_type()).t()); // [N, out]
        return adapter == null ? y : adapter.addTo(y, x, pass.training());
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
