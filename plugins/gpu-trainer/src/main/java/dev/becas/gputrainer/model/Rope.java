package dev.becas.gputrainer.model;

import dev.becas.gputrainer.model.Architecture.RopePairs;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Rotary positions: pair `i` of a head turns by `position * frequency(i)`.
///
/// Written as `x * cos + partner(x) * sin`, where the partner of a number is the other one of its pair and `sin`
/// carries the sign: `(a, b)` becomes `(a cos - b sin, b cos + a sin)`.
final class Rope {
    private final double[] frequencies;
    private final RopePairs pairs;

    Rope(ModelConfig config) {
        this.frequencies = config.rope().frequencies();
        this.pairs = config.architecture().ropePairs();
    }

    /// Cosines of these positions, ready for [#turn]: [N, 1, D].
    Tensor cosines(int[] positions) {
        return table(positions, false);
    }

    /// Signed sines: [N, 1, D].
    Tensor sines(int[] positions) {
        return table(positions, true);
    }

    /// Turns the heads of every position.
    ///
    /// @param x [N, heads, D], of any float type
    /// @return the same shape, 32-bit
    Tensor turn(Tensor x, Tensor cosines, Tensor sines) {
        Tensor single = x.to(ScalarType.Float); // [N, heads, D]
        return single.mul(cosines).add(partner(single).mul(sines)); // [N, heads, D]
    }

    private Tensor partner(Tensor x) {
        long heads = x.size(1);
        long half = frequencies.length;
        return switch (pairs) {
            case ADJACENT -> x.reshape(-1, heads, half, 2).flip(3).reshape(-1, heads, 2 * half);
            case HALVES -> x.roll(new long[] {half}, 2);
        };
    }

    private Tensor table(int[] positions, boolean sines) {
        int half = frequencies.length;
        float[] values = new float[positions.length * 2 * half];
        for (int n = 0; n < positions.length; n++) {
            for (int i = 0; i < half; i++) {
                double angle = positions[n] * frequencies[i];
                int first = n * 2 * half + (pairs == RopePairs.ADJACENT ? 2 * i : i);
                int second = pairs == RopePairs.ADJACENT ? first + 1 : first + half;
                values[first] = (float) (sines ? -Math.sin(angle) : Math.cos(angle));
                values[second] = (float) (sines ? Math.sin(angle) : Math.cos(angle));
            }
        }
        return Torch.floats(values, positions.length, 1, 2L * half);
    }
}
