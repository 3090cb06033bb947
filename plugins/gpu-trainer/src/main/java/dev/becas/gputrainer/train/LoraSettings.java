package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.ProjectionKind;
import java.util.EnumSet;
import java.util.Set;

/// The shape of an adapter.
///
/// @param rank of the two small matrices, in [4, 64]
/// @param alpha in [1, 128]; what they make is scaled by `alpha / rank`
/// @param dropout share of the inputs that training leaves out, in [0, 0.5]
/// @param targets which projections carry it, at least one
/// @param bias whether it adds a bias too (`lora_bias` of PEFT); GGUF has no place for one
public record LoraSettings(int rank, double alpha, double dropout, Set<ProjectionKind> targets, boolean bias) {
    /// The defaults of `trainer.*`.
    public static final LoraSettings DEFAULTS = new LoraSettings(
            8, 16, 0.05, EnumSet.of(ProjectionKind.Q, ProjectionKind.V, ProjectionKind.GATE, ProjectionKind.UP), false);

    public LoraSettings {
        Ranges.check("rank", rank);
        Ranges.check("alpha", alpha);
        Ranges.check("dropout", dropout);
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("targetModules must name at least one of q k v o gate up down");
        }
        targets = Set.copyOf(targets);
    }

    /// `alpha / rank`.
    public double scale() {
        return alpha / rank;
    }
}
