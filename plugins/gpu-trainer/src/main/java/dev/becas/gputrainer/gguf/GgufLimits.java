package dev.becas.gputrainer.gguf;

/// What no honest file exceeds. Counts are also held against the bytes that are left in the file, so that a small file
/// can never ask for much memory: reading a header takes at most [#MEMORY_BYTES_FLAT] and [#MEMORY_PER_HEADER_BYTE]
/// bytes for each of its bytes.
public final class GgufLimits {
    /// Metadata entries; llama.cpp's own files have fewer than 100.
    public static final long ENTRIES_MAX = 4_096;
    /// Tensors; a model of 512 layers has about 6,000.
    public static final long TENSORS_MAX = 65_536;
    /// Bytes of a tensor's name: `GGML_MAX_NAME` is 64 with its closing zero.
    public static final long TENSOR_NAME_BYTES_MAX = 63;
    /// Bytes of a key.
    public static final long KEY_BYTES_MAX = 256;
    /// Bytes of one text: chat templates have about 10,000.
    public static final long TEXT_BYTES_MAX = 1 << 20;
    /// Elements of an array: the largest vocabularies have 262,144 tokens and twice as many merges.
    public static final long ELEMENTS_MAX = 1 << 22;
    /// Arrays within arrays.
    public static final int ARRAY_DEPTH_MAX = 4;
    /// Bytes of everything before the tensors.
    public static final long HEADER_BYTES_MAX = 1L << 28;
    /// Numbers in one tensor.
    public static final long TENSOR_VALUES_MAX = 1L << 36;
    /// The alignment of tensors in bytes.
    public static final long ALIGNMENT_MAX = 1 << 16;
    /// Heap that reading any header may take besides [#MEMORY_PER_HEADER_BYTE].
    public static final long MEMORY_BYTES_FLAT = 8L << 20;
    /// Heap for each byte of a header, its vocabulary included.
    public static final long MEMORY_PER_HEADER_BYTE = 256;

    private GgufLimits() {}
}
