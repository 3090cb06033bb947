package dev.becas.gputrainer.safetensors;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The tensors of one or several files of the safetensors format, read where they lie: a model is too large for the
/// heap. One thread uses it.
public final class MappedTensors implements AutoCloseable {
    private static final ValueLayout.OfLong LENGTH = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final Arena arena = Arena.ofShared();
    private final Map<String, Tensor> tensors = new HashMap<>();

    private MappedTensors() {}

    /// A tensor in its file.
    ///
    /// @param file its name
    /// @param type `F32`, `F16` or `BF16`
    /// @param shape row-major, outermost first
    /// @param bytes its numbers, little-endian, read-only, valid until the files are closed
    public record Tensor(String file, String type, List<Long> shape, MemorySegment bytes) {
        public Tensor {
            shape = List.copyOf(shape);
        }
    }

    /// Opens the parts of a model and checks their headers.
    ///
    /// @throws IOException naming file and rule, also when a tensor lies in two of them
    public static MappedTensors open(List<Path> files) throws IOException {
        MappedTensors opened = new MappedTensors();
        try {
            for (Path file : files) {
                opened.add(file);
            }
            return opened;
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void add(Path path) throws IOException {
        String file = String.valueOf(path.getFileName());
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long size = channel.size();
            SafetensorsHeader.check(
                    file, size >= SafetensorsHeader.LENGTH_BYTES, "must have at least 8 bytes but has " + size);
            MemorySegment whole = channel.map(MapMode.READ_ONLY, 0, size, arena).asReadOnly();
            long headerBytes = whole.get(LENGTH, 0);
            SafetensorsHeader.checkLength(file, headerBytes, size);
            byte[] text =
                    whole.asSlice(SafetensorsHeader.LENGTH_BYTES, headerBytes).toArray(ValueLayout.JAVA_BYTE);
            MemorySegment data = whole.asSlice(SafetensorsHeader.LENGTH_BYTES + headerBytes);
            SafetensorsHeader header = SafetensorsHeader.parse(file, text, data.byteSize());
            for (Map.Entry<String, SafetensorsHeader.Slot> entry :
                    header.slots().entrySet()) {
                SafetensorsHeader.Slot slot = entry.getValue();
                List<Long> shape = Arrays.stream(slot.shape()).boxed().toList();
                Tensor tensor = new Tensor(file, slot.type(), shape, data.asSlice(slot.from(), slot.bytes()));
                Tensor other = tensors.put(entry.getKey(), tensor);
                SafetensorsHeader.check(
                        file,
                        other == null,
                        entry.getKey() + " lies in another file too: " + (other == null ? "" : other.file()));
            }
        }
    }

    /// All tensors by name.
    public Map<String, Tensor> tensors() {
        return Map.copyOf(tensors);
    }

    @Override
    public void close() {
        arena.close();
    }
}
