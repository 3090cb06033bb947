package dev.becas.gputrainer.model;

/// One projection of one layer, where an adapter can sit.
///
/// @param layer from 0
public record AdapterSite(int layer, ProjectionKind kind) {
    /// The weight's name in a GGUF file.
    public String ggufName() {
        return kind.ggufName(layer);
    }

    /// The module's name in a Hugging Face model.
    public String moduleName() {
        return kind.moduleName(layer);
    }
}
