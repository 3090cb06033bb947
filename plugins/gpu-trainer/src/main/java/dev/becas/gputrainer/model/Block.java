package dev.becas.gputrainer.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// One layer: `x + attention(norm(x))`, then `x + feedForward(norm(x))`.
final class Block {
    private final int layer;
    private final boolean last;
    private final Map<ProjectionKind, Projection> projections;
    private final Map<String, RmsNorm> norms;
    private final Attention attention;

    /// @param norms by their GGUF part: `attn_norm`, `ffn_norm`, and perhaps `attn_q_norm`, `attn_k_norm`; their order
    ///     is that in which a run over all weights lays them, so it must be the same in every process
    Block(
            int layer,
            ModelConfig config,
            Rope rope,
            Map<ProjectionKind, Projection> projections,
            Map<String, RmsNorm> norms) {
        this.layer = layer;
        this.last = layer == config.layers() - 1;
        this.projections = Map.copyOf(projections);
        this.norms = Collections.unmodifiableMap(new LinkedHashMap<>(norms));
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
    /// @return [N, width]; of the last layer [S, width] where S rows are asked for
    Tensor apply(Tensor x, ForwardPass pass) {
        if (pass.training()) {
            torch.manual_seed(pass.dropoutSeed(layer));
        }
        Recording recording = pass.recording();
        Tensor asked = last ? pass.asked() : null;
        Tensor first = recording.normed(norm("attn_norm"), x); // [N, width]
        Tensor onto = asked == null ? x : recording.again(in -> in[0].index_select(0, asked), x); // [S, width]
        Tensor attended = attention.addTo(onto, layer, first, asked, pass); // [S, width]
        Tensor second = recording.normed(norm("ffn_norm"), attended); // [S, width]
        return feedForward(attended, second, pass); // [S, width]
    }

    /// SwiGLU (Shazeer 2020): `onto + down(silu(gate(x)) * up(x))`.
    private Tensor feedForward(Tensor onto, Tensor x, ForwardPass pass) {
        Tensor gate = projection(ProjectionKind.GATE).apply(x, pass); // [S, ffn]
        Tensor up = projection(ProjectionKind.UP).apply(x, pass); // [S, ffn]
        return projection(ProjectionKind.DOWN)
                .addTo(onto, in -> torch.silu(in[0]).mul(in[1]), pass, gate, up); // [S, width], of [S, ffn]
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
