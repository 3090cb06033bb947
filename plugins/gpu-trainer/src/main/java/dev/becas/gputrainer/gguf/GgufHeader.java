package dev.becas.gputrainer.gguf;

import java.util.List;

/// Everything before the tensors' bytes.
///
/// @param version 2 or 3
/// @param alignment of tensors, in bytes, a power of two
record GgufHeader(int version, int alignment, GgufMetadata metadata, List<GgufTensor> tensors) {
    GgufHeader {
        tensors = List.copyOf(tensors);
    }

    static long aligned(long position, int alignment) {
        return Math.ceilDiv(position, (long) alignment) * alignment;
    }
}
