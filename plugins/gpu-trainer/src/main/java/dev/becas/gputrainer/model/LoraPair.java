package dev.becas.gputrainer.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// A low-rank addition to one projection: `y + scale * (dropout(x) A^T B^T + bias)` (Hu et al. 2021, as PEFT does it).
///
/// @param a [rank, in], 32-bit
/// @param b [out, rank], 32-bit
/// @param bias `[out]`, 32-bit, or none
/// @param scale alpha / rank
/// @param dropout share of the inputs that training leaves out
public record LoraPair(Tensor a, Tensor b, @Nullable Tensor bias, double scale, double dropout) {
    /// Adds this pair's part to what the frozen weight made. The small matrices are cast to the activations' type, not
    /// the activations to theirs, and the product is accumulated onto `y` in one call.
    ///
    /// @param x [N, in]
    /// @param y [N, out]
    Tensor addTo(Tensor y, Tensor x, boolean training) {
        ScalarType type = x.scalar_type();
        Tensor kept = training && dropout > 0 ? torch.dropout(x, dropout, true) : x; // [N, in]
        Tensor narrow = kept.mm(a.to(type).t()); // [N, rank]
        Tensor sum = torch.addmm(y, narrow, b.to(type).t(), Torch.scalar(1), Torch.scalar(scale)); // [N, out]
        return bias == null ? sum : sum.add(bias.to(type), Torch.scalar(scale)); // [N, out]
    }
}
