package dev.becas.gputrainer.safetensors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/// Named arrays of 32-bit floats in one file of the safetensors format: eight bytes of header length, a JSON header,
/// the numbers. For adapters; it is held in memory as a whole.
///
/// @param tensors by name, in the order of the file
/// @param metadata words about the file
public record TensorFile(Map<String, FloatTensor> tensors, Map<String, String> metadata) {
    /// The largest file that is read: an adapter of 500 million numbers.
    private static final long FILE_BYTES_MAX = Integer.MAX_VALUE - 8L;

    public TensorFile {
        tensors = new LinkedHashMap<>(tensors);
        metadata = Map.copyOf(metadata);
    }

    /// One array and its shape.
    ///
    /// @param shape row-major, outermost first
    @SuppressWarnings("ArrayRecordComponent") // Millions of numbers, handed on to native memory.
    public record FloatTensor(long[] shape, float[] numbers) {
        public FloatTensor {
            long count = Arrays.stream(shape).reduce(1, Math::multiplyExact);
            if (count != numbers.length) {
                throw new IllegalArgumentException("a tensor of shape " + Arrays.toString(shape) + " must hold " + count
                        + " numbers but holds " + numbers.length);
            }
        }
    }

    /// Writes the file as a whole or not at all: a reader never sees half of it, also after a power cut.
    public void write(Path file) throws IOException {
        Path fresh = file.resolveSibling(file.getFileName() + ".part");
        Map<String, long[]> shapes = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> shapes.put(name, tensor.shape()));
        byte[] header = header(shapes, metadata);
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            writeAll(channel, littleEndian(8).putLong(header.length).flip());
            writeAll(channel, ByteBuffer.wrap(header));
            for (FloatTensor tensor : tensors.values()) {
                ByteBuffer bytes = littleEndian(Math.multiplyExact(tensor.numbers().length, 4));
                bytes.asFloatBuffer().put(tensor.numbers());
                writeAll(channel, bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /// The header of a file of 32-bit floats, without the eight bytes of its length.
    ///
    /// @param shapes by name, in the order in which the tensors lie
    /// @param metadata words about the file
    public static byte[] header(Map<String, long[]> shapes, Map<String, String> metadata) {
        ObjectNode header = Json.MAPPER.createObjectNode();
        ObjectNode words = header.putObject(SafetensorsHeader.METADATA);
        metadata.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(entry -> words.put(entry.getKey(), entry.getValue()));
        long at = 0;
        for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
            long end = at + 4 * Arrays.stream(entry.getValue()).reduce(1, Math::multiplyExact);
            ObjectNode tensor = header.putObject(entry.getKey()).put("dtype", "F32");
            Arrays.stream(entry.getValue()).forEach(tensor.putArray("shape")::add);
            tensor.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        String text = Json.write(header);
        // Numbers begin at a multiple of eight bytes, as the format asks.
        return (text + " ".repeat(-text.getBytes(StandardCharsets.UTF_8).length & 7)).getBytes(StandardCharsets.UTF_8);
    }

    /// Reads what [#write] or PEFT wrote. Takes twice the file's size in memory at most, whatever its header says.
    ///
    /// @throws IOException naming file and rule, if the bytes are not such a file
    public static TensorFile read(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        long size = Files.size(file);
        SafetensorsHeader.check(
                name,
                size >= SafetensorsHeader.LENGTH_BYTES && size <= FILE_BYTES_MAX,
                "must have 8 to " + FILE_BYTES_MAX + " bytes but has " + size);
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        long headerBytes = bytes.getLong();
        SafetensorsHeader.checkLength(name, headerBytes, size);
        byte[] text = new byte[(int) headerBytes];
        bytes.get(text);
        ByteBuffer data = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
        SafetensorsHeader header = SafetensorsHeader.parse(name, text, data.limit());
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        for (Map.Entry<String, SafetensorsHeader.Slot> entry : header.slots().entrySet()) {
            tensors.put(entry.getKey(), tensor(name, entry.getKey(), entry.getValue(), data));
        }
        return new TensorFile(tensors, header.metadata());
    }

    private static FloatTensor tensor(String file, String name, SafetensorsHeader.Slot slot, ByteBuffer data)
            throws IOException {
        SafetensorsHeader.check(
                file, slot.type().equals("F32"), name + " must be of type F32 but is of " + slot.type());
        float[] numbers = new float[(int) (slot.bytes() / 4)];
        data.slice((int) slot.from(), (int) slot.bytes())
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(numbers);
        for (float number : numbers) {
            SafetensorsHeader.check(file, Float.isFinite(number), name + " holds " + number);
        }
        return new FloatTensor(slot.shape(), numbers);
    }

    private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
