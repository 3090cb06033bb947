package dev.becas.gputrainer.gguf;

import dev.becas.gputrainer.model.ModelConfig;
import java.util.List;

/// What the metadata of a file says of a [ModelConfig], as [GgufModel] reads it again. Scaled positions are a tensor.
public final class MetadataOfConfig {
    private MetadataOfConfig() {}

    /// The entries below the architecture's name.
    public static List<GgufEntry> entries(ModelConfig config) {
        String prefix = config.architecture().ggufName() + ".";
        return List.of(
                GgufEntry.of(prefix + "block_count", config.layers()),
                GgufEntry.of(prefix + "context_length", config.contextTokens()),
                GgufEntry.of(prefix + "embedding_length", config.width()),
                GgufEntry.of(prefix + "feed_forward_length", config.feedForwardWidth()),
                GgufEntry.of(prefix + "attention.head_count", config.heads()),
                GgufEntry.of(prefix + "attention.head_count_kv", config.keyValueHeads()),
                GgufEntry.of(prefix + "attention.layer_norm_rms_epsilon", config.normEpsilon()),
                GgufEntry.of(prefix + "rope.dimension_count", config.headWidth()),
                GgufEntry.of(prefix + "rope.freq_base", config.rope().base()),
                GgufEntry.of(prefix + "vocab_size", config.vocabulary()));
    }

    /// How wide a head is, for models where that does not follow from the others.
    public static List<GgufEntry> headWidth(ModelConfig config) {
        String prefix = config.architecture().ggufName() + ".";
        return List.of(
                GgufEntry.of(prefix + "attention.key_length", config.headWidth()),
                GgufEntry.of(prefix + "attention.value_length", config.headWidth()));
    }
}
