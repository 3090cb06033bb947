package dev.becas.gputrainer.model;

import dev.becas.gputrainer.model.Architecture.RopePairs;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Rotary positions: pair `i` of a head turns by `position * frequency(i)`.
///
/// A pair `(a, b)` is the complex number `a + ib`, and to turn it is to multiply it by `cos + i sin`: `(a, b)` becomes
/// `(a cos - b sin, b cos + a sin)` in one pass over memory, forwards and backwards.
final class Rope {
    private final double[] frequencies;
    private final RopePairs pairs;

    Rope(ModelConfig config) {
        this.frequencies = config.rope().frequencies();
        this.pairs = config.architecture().ropePairs();
    }

    /// What each pair of these positions is multiplied by: [N, 1, D / 2], complex.
    Tensor turns(int[] positions) {
        int half = frequencies.length;
        float[] values = new float[positions.length * 2 * half];
        int at = 0;
        for (int position : positions) {
            for (double frequency : frequencies) {
                values[at++] = (float) Math.cos(position * frequency);
                values[at++] = (float) Math.sin(position * frequency);
            }
        }
        return torch.view_as_complex(Torch.floats(values, positions.length, 1, half, 2)); // [N, 1, D / 2]
    }

    /// Turns the heads of every position.
    ///
    /// @param x [N, heads, D], of any float type
    /// @return the same shape, 32-bit
    Tensor turn(Tensor x, Tensor turns) {
        long heads = x.size(1);
        long half = frequencies.length;
        Tensor single = x.to(ScalarType.Float); // [N, heads, D]
        return switch (pairs) {
            case ADJACENT ->
                turnedPairs(single.reshape(-1, heads, half, 2), turns).reshape(-1, heads, 2 * half);
            case HALVES ->
                turnedPairs(single.reshape(-1, heads, 2, half).transpose(2, 3).contiguous(), turns)
                        .transpose(2, 3)
                        .reshape(-1, heads, 2 * half);
        };
    }

    /// @param x [N, heads, D / 2, 2]
    /// @return the same shape
    private static Tensor turnedPairs(Tensor x, Tensor turns) {
        return torch.view_as_real(torch.view_as_complex(x).mul(turns));
    }
}
