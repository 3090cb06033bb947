package dev.becas.gputrainer.model;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// `x / sqrt(mean(x^2) + epsilon) * weight` over the last dimension (Zhang and Sennrich 2019), computed in 32 bits.
final class RmsNorm {
    private static final long[] LAST = {-1};

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

    /// Goes back: with `r = 1 / sqrt(mean(x^2) + epsilon)` and `t = gradient * weight`, it is
    /// `r t - x r^3 mean(t x)`, in a third of the passes over memory that recording and going back would take. The
    /// weight's own gradient is not computed.
    ///
    /// @param x [..., width], what was normed
    /// @param gradient of what it came to, the same shape
    /// @return the gradient of `x`, of its type
    Tensor back(Tensor x, Tensor gradient) {
        Tensor single = x.to(ScalarType.Float); // [..., width]
        Tensor scaled = gradient.mul(weight); // [..., width], 32-bit
        Tensor r = single.square()
                .mean(LAST, true, new ScalarTypeOptional())
                .add_(Torch.scalar(epsilon))
                .rsqrt_(); // [..., 1]
        Tensor mean = scaled.mul(single).mean(LAST, true, new ScalarTypeOptional()); // [..., 1]
        return scaled.mul_(r)
                .addcmul_(single, r.pow(Torch.scalar(3)).mul_(mean), Torch.scalar(-1))
                .to(x.scalar_type()); // [..., width]
    }

    Tensor weight() {
        return weight;
    }

    void weight(Tensor replacement) {
        weight = replacement;
    }
}
