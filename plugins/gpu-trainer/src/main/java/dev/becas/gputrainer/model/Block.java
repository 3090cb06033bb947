package dev.becas.gputrainer.model;

import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// One layer: `x + attention(norm(x))`, then `x + feedForward(norm(x))`.
final class Block {
    private final int layer;
    private final Map<ProjectionKind, Projection> projections;
    private final Map<String, RmsNorm> norms;
    private final Attention attention;

    /// @param norms by their GGUF part: `attn_norm`, `ffn_norm`, and perhaps `attn_q_norm`, `attn_k_norm`
    Block(
            int layer,
            ModelConfig config,
            Rope rope,
            Map<ProjectionKind, Projection> projections,
            Map<String, RmsNorm> norms) {
        this.layer = layer;
        this.projections = Map.copyOf(projections);
        this.norms = Map.copyOf(norms);
        this.attention = new Attention(
                config,
                rope,
                projection(ProjectionKind.Q),
                projection(ProjectionKind.K),
                projection(ProjectionKind.V),
                projection(ProjectionKind.O),
                norms.get("attn_q_norm"),
                norms.get("attn_k_norm"));
    }

    /// @param x [N, width]
    /// @return [N, width]
    Tensor apply(Tensor x, ForwardPass pass) {
        if (pass.training()) {
            torch.manual_seed(pass.dropoutSeed(layer));
        }
        Tensor attended =
                Torch.keep(() -> x.add(attention.apply(layer, norm("attn_norm").apply(x), pass))); // [N, width]
        return Torch.keep(() -> attended.add(feedForward(norm("ffn_norm").apply(attended), pass))); // [N, width]
    }

    /// SwiGLU (Shazeer 2020): `down(silu(gate(x)) * up(x))`.
    private Tensor feedForward(Tensor x, ForwardPass pass) {
        Tensor gate =
                Torch.keep(() -> torch.silu(projection(ProjectionKind.GATE).apply(x, pass))); // [N, ffn]
        Tensor wide = Torch.keep(() -> gate.mul(projection(ProjectionKind.UP).apply(x, pass))); // [N, ffn]
        return projection(ProjectionKind.DOWN).apply(wide, pass); // [N, width]
    }

    Projection projection(ProjectionKind kind) {
        return Objects.requireNonNull(projections.get(kind), kind::name);
    }

    Map<String, RmsNorm> norms() {
        return norms;
    }

    private RmsNorm norm(String part) {
        @Nullable RmsNorm norm = norms.get(part);
        return Objects.requireNonNull(norm, part);
    }
}
