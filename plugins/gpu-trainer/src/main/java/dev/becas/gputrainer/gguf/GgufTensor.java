package dev.becas.gputrainer.gguf;

import dev.becas.gputrainer.model.WeightInfo;

/// One tensor of a file and where its bytes are.
///
/// @param offset from the start of the file, in bytes
public record GgufTensor(WeightInfo info, long offset) {
    /// The first byte after it.
    long end() {
        return offset + info.bytes();
    }
}
