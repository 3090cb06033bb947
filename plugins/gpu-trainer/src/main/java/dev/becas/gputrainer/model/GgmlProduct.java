package dev.becas.gputrainer.model;

import java.util.Objects;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// The product with one weight as ggml makes it on processors: the activations are first rounded to the `vec_dot_type`
/// that `ggml-cpu.c` of llama.cpp keeps for the weight's type. Sums are of 32-bit floats there and here, in another
/// order.
final class GgmlProduct {
    private static final int BLOCK = 32;
    private static final int LARGE_BLOCK = 256;
    private static final int STEPS = 127;
    /// Where all numbers of a block are smaller it is zero in the end, and nothing is divided by zero.
    private static final double LEAST = 1e-30;

    private final WeightType type;
    private final @Nullable Tensor minima; // [out, in / 32]

    /// @param type of the weight in its file
    /// @param minima of the weight's blocks, where its type has them beside blocks of 32
    GgmlProduct(WeightType type, @Nullable Tensor minima) {
        this.type = type;
        this.minima = minima;
    }

    /// @param x [N, in], 32-bit
    /// @param weight [out, in]
    /// @return [N, out]
    Tensor of(Tensor x, Tensor weight) {
        return switch (type) {
            case F32 -> x.mm(weight.t());
            case F16 -> through(ScalarType.Half, x).mm(weight.t());
            case BF16 -> through(ScalarType.BFloat16, x).mm(weight.t());
            case Q4_0, Q5_0, Q8_0 -> Blocks.of(x).values().reshape_as(x).mm(weight.t());
            case Q4_1, Q5_1 -> withSums(x, weight, Objects.requireNonNull(minima));
            case Q4_K, Q5_K, Q6_K -> inLargeBlocks(x).mm(weight.t());
        };
    }

    private static Tensor through(ScalarType narrow, Tensor x) {
        return x.to(narrow).to(ScalarType.Float);
    }

    /// `quantize_row_q8_0` of `arch/x86/quants.c`: each 32 numbers as bytes, rounded to even, in steps of max|x| / 127.
    ///
    /// @param bytes whole numbers, [N in / 32, 32]
    /// @param step [N in / 32, 1]
    private record Blocks(Tensor bytes, Tensor step) {
        static Blocks of(Tensor x) {
            Tensor blocks = x.reshape(-1, BLOCK); // [N in / 32, 32]
            Tensor most = largest(blocks); // [N in / 32, 1]
            return new Blocks(torch.round(blocks.mul(inverse(most))), most.div(Torch.scalar(STEPS)));
        }

        /// The step is kept as a half.
        Tensor values() {
            return bytes.mul(through(ScalarType.Half, step)); // [N in / 32, 32]
        }

        /// `quantize_row_q8_1` keeps a block's sum beside it, as a half of its own: what that adds to the sum of
        /// [#values].
        Tensor beside() {
            Tensor sum = bytes.sum(new long[] {1}, true, new ScalarTypeOptional()); // [N in / 32, 1]
            return through(ScalarType.Half, sum.mul(step)).sub(sum.mul(through(ScalarType.Half, step)));
        }
    }

    /// A weight's minimum is multiplied by the block's sum.
    private static Tensor withSums(Tensor x, Tensor weight, Tensor minima) {
        Blocks blocks = Blocks.of(x);
        Tensor product = blocks.values().reshape_as(x).mm(weight.t()); // [N, out]
        return product.add(blocks.beside().reshape(x.size(0), -1).mm(minima.t())); // [N, out]
    }

    /// `quantize_row_q8_K_ref` of `ggml-quants.c`: each 256 numbers as bytes, rounded to even, in steps of max|x| /
    /// 127.
    private static Tensor inLargeBlocks(Tensor x) {
        Tensor blocks = x.reshape(-1, LARGE_BLOCK); // [N in / 256, 256]
        Tensor steps = inverse(largest(blocks)); // [N in / 256, 1]
        return torch.round(blocks.mul(steps)).div(steps).reshape_as(x);
    }

    private static Tensor largest(Tensor blocks) {
        return blocks.abs().amax(new long[] {1}, true).clamp_min(Torch.scalar(LEAST)); // [blocks, 1]
    }

    private static Tensor inverse(Tensor most) {
        return torch.full_like(most, Torch.scalar(STEPS)).div(most); // [blocks, 1]
    }
}
