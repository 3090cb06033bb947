package dev.becas.gputrainer.model;

import java.util.Optional;

/// How the numbers of a tensor lie in a file: blocks of `blockValues` numbers in `blockBytes` bytes. Ids and blocks are
/// those of ggml (`ggml.h`, `ggml-common.h` of llama.cpp).
public enum WeightType {
    /// IEEE single.
    F32(0, 1, 4),
    /// IEEE half.
    F16(1, 1, 2),
    /// 4 bits and a scale.
    Q4_0(2, 32, 18),
    /// 4 bits, a scale and a minimum.
    Q4_1(3, 32, 20),
    /// 5 bits and a scale.
    Q5_0(6, 32, 22),
    /// 5 bits, a scale and a minimum.
    Q5_1(7, 32, 24),
    /// 8 bits and a scale.
    Q8_0(8, 32, 34),
    /// 4 bits in blocks of 256 with scales of 6 bits.
    Q4_K(12, 256, 144),
    /// 5 bits in blocks of 256 with scales of 6 bits.
    Q5_K(13, 256, 176),
    /// 6 bits in blocks of 256 with scales of 8 bits.
    Q6_K(14, 256, 210),
    /// The upper half of an IEEE single.
    BF16(30, 1, 2);

    private final int ggmlId;
    private final int blockValues;
    private final int blockBytes;

    WeightType(int ggmlId, int blockValues, int blockBytes) {
        this.ggmlId = ggmlId;
        this.blockValues = blockValues;
        this.blockBytes = blockBytes;
    }

    /// The type of this number in a GGUF file; empty for those that Becas does not read.
    public static Optional<WeightType> ofGgml(int id) {
        for (WeightType type : values()) {
            if (type.ggmlId == id) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /// The number of this type in a GGUF file.
    public int ggmlId() {
        return ggmlId;
    }

    /// How many numbers stand together.
    public int blockValues() {
        return blockValues;
    }

    /// How many bytes they take.
    public int blockBytes() {
        return blockBytes;
    }

    /// The bytes of so many numbers.
    ///
    /// @param values a multiple of [#blockValues]
    public long bytesOf(long values) {
        if (values < 0 || values % blockValues != 0) {
            throw new IllegalArgumentException(
                    this + " holds numbers in blocks of " + blockValues + ", which " + values + " is no multiple of");
        }
        return Math.multiplyExact(values / blockValues, (long) blockBytes);
    }
}
