package dev.becas.gputrainer.gguf;

import java.util.Collection;

/// Metadata without a file.
public final class Metadata {
    private Metadata() {}

    public static GgufMetadata of(Collection<GgufEntry> entries) {
        return new GgufMetadata(new Refusals("metadata"), entries);
    }
}
