package dev.becas.gputrainer.gguf;

import java.util.Optional;

/// The types of metadata values; the constants stand in the order of their numbers in the file (`docs/gguf.md` of
/// ggml).
public enum GgufType {
    /// 0
    UINT8(0, 1),
    /// 1
    INT8(1, 1),
    /// 2
    UINT16(2, 2),
    /// 3
    INT16(3, 2),
    /// 4
    UINT32(4, 4),
    /// 5
    INT32(5, 4),
    /// 6
    FLOAT32(6, 4),
    /// 7: one byte, 0 or 1
    BOOL(7, 1),
    /// 8: a length of 8 bytes, then UTF-8
    STRING(8, 8),
    /// 9: element type of 4 bytes, a count of 8 bytes, then the elements
    ARRAY(9, 12),
    /// 10
    UINT64(10, 8),
    /// 11
    INT64(11, 8),
    /// 12
    FLOAT64(12, 8);

    private final int number;
    private final int bytesMin;

    GgufType(int number, int bytesMin) {
        this.number = number;
        this.bytesMin = bytesMin;
    }

    static Optional<GgufType> of(int number) {
        return number >= 0 && number < values().length ? Optional.of(values()[number]) : Optional.empty();
    }

    /// The number in the file.
    int number() {
        return number;
    }

    /// What one value takes at least; all of it, for what is neither a text nor an array.
    int bytesMin() {
        return bytesMin;
    }

    boolean isInteger() {
        return this != FLOAT32 && this != FLOAT64 && this != BOOL && this != STRING && this != ARRAY;
    }

    boolean isFixed() {
        return this != STRING && this != ARRAY;
    }
}
