package dev.becas.gputrainer.model;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// `x / sqrt(mean(x^2) + epsilon) * weight` over the last dimension (Zhang and Sennrich 2019), computed in 32 bits.
final class RmsNorm {
    private final double epsilon;
    private Tensor weight; // [width], 32-bit

    RmsNorm(Tensor weight, double epsilon) {
        this.weight = weight;
        this.epsilon = epsilon;
    }

    /// @param x [..., width]
    /// @return the same shape and type
    Tensor apply(Tensor x) {
        Tensor normed = torch.rms_norm(
                x.to(ScalarType.Float), // [..., width]
                new long[] {weight.size(0)},
                new TensorOptional(weight),
                new DoubleOptional(epsilon));
        return normed.to(x.scalar_type()); // [..., width]
    }

    Tensor weight() {
        return weight;
    }

    void weight(Tensor replacement) {
        weight = replacement;
    }
}
