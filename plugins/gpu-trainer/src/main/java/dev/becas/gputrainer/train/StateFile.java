package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.safetensors.TensorFile;
import dev.becas.kernel.json.Json;
import java.io.EOFException;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// Vectors of 32-bit floats in a file of the safetensors format, brought to native memory and back a few megabytes at a
/// time: the state of all weights of a model is larger than the heap.
final class StateFile {
    private static final int PIECE_VALUES = 1 << 20;
    private static final int LENGTH_BYTES = 8;
    /// What a run is called takes some thousand bytes.
    private static final long HEADER_BYTES_MAX = 1 << 20;

    private StateFile() {}

    /// Writes the file as a whole or not at all: a reader never sees half of it, also after a power cut.
    ///
    /// @param vectors by name, in order, each `[size]`
    /// @param words about the file
    static void write(Path file, Map<String, Tensor> vectors, Map<String, String> words) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        byte[] header = header(vectors, words);
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeAll(channel, littleEndian(LENGTH_BYTES).putLong(header.length).flip());
            writeAll(channel, ByteBuffer.wrap(header));
            ByteBuffer piece = littleEndian(PIECE_VALUES * Float.BYTES);
            for (Tensor vector : vectors.values()) {
                for (long at = 0; at < vector.numel(); at += PIECE_VALUES) {
                    int bytes = (int) Math.min(PIECE_VALUES, vector.numel() - at) * Float.BYTES;
                    Torch.copy(vector, at, MemorySegment.ofBuffer(piece.clear().limit(bytes)));
                    writeAll(channel, piece);
                }
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// The words about a file.
    static Map<String, String> words(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return words(file, header(file, channel));
        }
    }

    /// Writes what the file holds over these vectors.
    ///
    /// @param vectors as they were written: the same names in the same order and sizes
    /// @throws IOException if the file holds others, no numbers, or less than it says
    static void read(Path file, Map<String, Tensor> vectors) throws IOException {
        try (FileChannel channel = FileChannel.open(file);
                PointerScope _ = new PointerScope()) {
            byte[] header = header(file, channel);
            check(
                    file,
                    Arrays.equals(header, header(vectors, words(file, header))),
                    "holds other tensors than " + vectors.keySet() + " of this run");
            Tensor staged = Torch.staged(PIECE_VALUES); // [piece]
            MemorySegment memory = MemorySegment.ofBuffer(staged.createBuffer());
            for (Map.Entry<String, Tensor> vector : vectors.entrySet()) {
                read(file, channel, vector.getKey(), vector.getValue(), staged, memory);
            }
            check(file, channel.position() == channel.size(), "goes on after its last tensor");
        }
    }

    private static void read(
            Path file, FileChannel channel, String name, Tensor vector, Tensor staged, MemorySegment memory)
            throws IOException {
        for (long at = 0; at < vector.numel(); at += PIECE_VALUES) {
            long from = at;
            long count = Math.min(PIECE_VALUES, vector.numel() - at);
            MemorySegment numbers = memory.asSlice(0, count * Float.BYTES);
            readAll(file, channel, numbers.asByteBuffer());
            for (long i = 0; i < count; i++) {
                float number = numbers.getAtIndex(ValueLayout.JAVA_FLOAT, i);
                check(file, Float.isFinite(number), name + " holds " + number);
            }
            Torch.withoutGradients(() -> {
                try (PointerScope _ = new PointerScope()) {
                    return vector.narrow(0, from, count).copy_(staged.narrow(0, 0, count));
                }
            });
        }
    }

    private static byte[] header(Map<String, Tensor> vectors, Map<String, String> words) {
        Map<String, long[]> shapes = new LinkedHashMap<>();
        vectors.forEach((name, vector) -> shapes.put(name, new long[] {vector.numel()}));
        return TensorFile.header(shapes, words);
    }

    private static byte[] header(Path file, FileChannel channel) throws IOException {
        ByteBuffer length = littleEndian(LENGTH_BYTES);
        readAll(file, channel, length);
        long bytes = length.getLong(0);
        check(file, bytes >= 2 && bytes <= HEADER_BYTES_MAX, "names a header of " + bytes + " bytes");
        ByteBuffer header = ByteBuffer.allocate((int) bytes);
        readAll(file, channel, header);
        return header.array();
    }

    private static Map<String, String> words(Path file, byte[] header) throws IOException {
        Map<String, String> words = new LinkedHashMap<>();
        try {
            Json.MAPPER
                    .readTree(header)
                    .path("__metadata__")
                    .properties()
                    .forEach(word -> words.put(word.getKey(), word.getValue().asText()));
            return words;
        } catch (IOException e) {
            throw new IOException(file + " has a header that is no JSON: " + e.getMessage(), e);
        }
    }

    private static void check(Path file, boolean holds, String sentence) throws IOException {
        if (!holds) {
            throw new IOException(file + " " + sentence);
        }
    }

    private static void readAll(Path file, FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            if (channel.read(bytes) < 0) {
                throw new EOFException(file + " ends before its last tensor does");
            }
        }
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocateDirect(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
