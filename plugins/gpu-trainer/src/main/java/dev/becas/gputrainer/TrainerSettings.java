package dev.becas.gputrainer;

/// Section `trainer`.
///
/// @param base the model file (GGUF) that all adapters are trained for and served with; empty for none, and then the
///     pipeline has no trainer `gpu-trainer`
public record TrainerSettings(String base) {
    /// The stock product trains linear models.
    public static final TrainerSettings DEFAULTS = new TrainerSettings("");
}
