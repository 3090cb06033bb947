package dev.becas.gputrainer.gguf;

import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.kernel.id.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A GGUF file (version 2 or 3) that is mapped into memory, of any size, with a header that was checked throughout
/// ([GgufLimits]). The file must not be cut short while it is open: the machine answers that with an `InternalError`.
public final class GgufFile implements AutoCloseable {
    private static final int DIGEST_BUFFER_BYTES = 1 << 20;

    private final Arena arena;
    private final MemorySegment bytes;
    private final GgufHeader header;
    private final Map<String, GgufTensor> byName = new LinkedHashMap<>();

    private GgufFile(Arena arena, MemorySegment bytes, GgufHeader header) {
        this.arena = arena;
        this.bytes = bytes;
        this.header = header;
        header.tensors().forEach(tensor -> byName.put(tensor.info().name(), tensor));
    }

    /// Opens a file and checks its header.
    ///
    /// @throws IOException one sentence: the file, the field, the rule, the value
    public static GgufFile open(Path path) throws IOException {
        Refusals refusals = new Refusals(String.valueOf(path.getFileName()));
        Arena arena = Arena.ofShared();
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            MemorySegment bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena);
            return new GgufFile(arena, bytes, new HeaderReader(refusals, bytes).read());
        } catch (IOException | RuntimeException | Error e) {
            arena.close();
            throw e;
        }
    }

    /// Opens a file that must have this digest. The header is not looked at before the digest is right.
    ///
    /// @param sha256 64 hexadecimal digits
    public static GgufFile open(Path path, String sha256) throws IOException {
        String found = sha256(path);
        if (!found.equalsIgnoreCase(sha256)) {
            throw new Refusals(String.valueOf(path.getFileName())).refuse("sha256", "must be " + sha256, found);
        }
        return open(path);
    }

    /// A header in memory, as in a file.
    static GgufFile of(String name, MemorySegment bytes) throws IOException {
        return new GgufFile(Arena.ofShared(), bytes, new HeaderReader(new Refusals(name), bytes).read());
    }

    /// The digest of a file: 64 hexadecimal digits.
    public static String sha256(Path path) throws IOException {
        try (InputStream in = Files.newInputStream(path)) {
            MessageDigest digest = Ids.newSha256();
            byte[] buffer = new byte[DIGEST_BUFFER_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest());
        }
    }

    /// 2 or 3.
    public int version() {
        return header.version();
    }

    /// Of tensors, in bytes.
    public int alignment() {
        return header.alignment();
    }

    /// The metadata, in the file's order.
    public GgufMetadata metadata() {
        return header.metadata();
    }

    /// The tensors, in the file's order.
    public List<GgufTensor> tensors() {
        return header.tensors();
    }

    /// The tensor of this name.
    public Optional<GgufTensor> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /// The bytes of a tensor, read-only, valid until this file is closed.
    public MemorySegment raw(GgufTensor tensor) {
        return bytes.asSlice(tensor.offset(), tensor.info().bytes()).asReadOnly();
    }

    /// The numbers of a tensor, on the heap.
    ///
    /// @throws IOException if one is NaN or infinite
    public float[] floats(GgufTensor tensor) throws IOException {
        float[] floats = new float[Math.toIntExact(tensor.info().values())];
        read(tensor, 0, MemorySegment.ofArray(floats));
        return floats;
    }

    /// Some of a tensor's numbers, as [Dequantizer#read] turns them.
    ///
    /// @param first index of the first number, a multiple of its type's block
    /// @param floats where to
    /// @throws IOException if one is NaN or infinite
    public void read(GgufTensor tensor, long first, MemorySegment floats) throws IOException {
        WeightInfo info = tensor.info();
        Dequantizer.read(metadata().refusals(), info.name(), info.type(), raw(tensor), first, floats);
    }

    @Override
    public void close() {
        if (arena.scope().isAlive()) {
            arena.close();
        }
    }
}
