package dev.becas.gputrainer.model;

import java.util.Locale;
import java.util.Optional;

/// The seven projections of a block, each of which may carry an adapter.
public enum ProjectionKind {
    Q("attn_q", "self_attn.q_proj"),
    K("attn_k", "self_attn.k_proj"),
    V("attn_v", "self_attn.v_proj"),
    O("attn_output", "self_attn.o_proj"),
    GATE("ffn_gate", "mlp.gate_proj"),
    UP("ffn_up", "mlp.up_proj"),
    DOWN("ffn_down", "mlp.down_proj");

    private final String gguf;
    private final String huggingFace;

    ProjectionKind(String gguf, String huggingFace) {
        this.gguf = gguf;
        this.huggingFace = huggingFace;
    }

    /// The projection of this name in a setting: `q`, `gate`, also `q_proj`.
    public static Optional<ProjectionKind> named(String name) {
        for (ProjectionKind kind : values()) {
            if (name.equals(kind.settingName()) || name.equals(kind.peftTarget())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    /// As in `trainer.targetModules`.
    public String settingName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// As in `target_modules` of a PEFT configuration.
    public String peftTarget() {
        return huggingFace.substring(huggingFace.indexOf('.') + 1);
    }

    /// Its weight in a GGUF file: `blk.3.attn_q.weight`.
    public String ggufName(int layer) {
        return "blk." + layer + "." + gguf + ".weight";
    }

    /// Its module in a Hugging Face model: `model.layers.3.self_attn.q_proj`.
    public String moduleName(int layer) {
        return "model.layers." + layer + "." + huggingFace;
    }

    /// How many numbers it makes of one position.
    public int outputs(ModelConfig config) {
        return switch (this) {
            case Q -> config.queryWidth();
            case K, V -> config.keyValueWidth();
            case O, DOWN -> config.width();
            case GATE, UP -> config.feedForwardWidth();
        };
    }

    /// From how many numbers it makes them.
    public int inputs(ModelConfig config) {
        return switch (this) {
            case Q, K, V, GATE, UP -> config.width();
            case O -> config.queryWidth();
            case DOWN -> config.feedForwardWidth();
        };
    }

    /// Whether its rows turn with the position, so that the order of the rows of a head matters.
    public boolean turns() {
        return this == Q || this == K;
    }
}
