package dev.becas.gputrainer.model;

import java.util.List;

/// One tensor of a model, without its numbers.
///
/// @param name the GGUF name: `blk.0.attn_q.weight`
/// @param type how its numbers lie in the file
/// @param shape row-major, outermost first: `[outputs, inputs]` for a projection, the reverse of GGUF's own order
public record WeightInfo(String name, WeightType type, List<Long> shape) {
    public WeightInfo {
        shape = List.copyOf(shape);
        if (shape.isEmpty() || shape.size() > 4) {
            throw new IllegalArgumentException(name + " must have 1 to 4 dimensions but has " + shape.size());
        }
        for (long side : shape) {
            if (side < 1) {
                throw new IllegalArgumentException(name + " must have sides of at least 1 but one is " + side);
            }
        }
        long row = shape.getLast();
        if (row % type.blockValues() != 0) {
            throw new IllegalArgumentException(name + " must have rows of a multiple of " + type.blockValues()
                    + " numbers as " + type + " but they are " + row);
        }
    }

    /// How many numbers it holds.
    public long values() {
        return shape.stream().reduce(1L, Math::multiplyExact);
    }

    /// How many bytes they take in the file.
    public long bytes() {
        return type.bytesOf(values());
    }
}
