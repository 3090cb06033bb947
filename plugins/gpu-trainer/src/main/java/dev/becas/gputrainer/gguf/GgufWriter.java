package dev.becas.gputrainer.gguf;

import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.kernel.id.Ids;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Writes a GGUF file: metadata in the order given, then tensors one after another, each at the next multiple of the
/// alignment. The file appears under its name when it is whole.
public final class GgufWriter {
    private static final int COPY_BYTES = 1 << 16;

    private final int version;
    private final Map<String, GgufEntry> entries = new LinkedHashMap<>();
    private final Map<String, TensorData> tensors = new LinkedHashMap<>();

    /// A new file, version 3.
    public GgufWriter() {
        this(3);
    }

    GgufWriter(int version) {
        this.version = version;
    }

    /// Adds an entry, or gives the one of this key another value in its old place.
    public void put(GgufEntry entry) {
        entries.put(entry.key(), entry);
    }

    /// Adds a tensor; its name must be new.
    public void add(TensorData tensor) {
        String name = tensor.info().name();
        if (name.getBytes(StandardCharsets.UTF_8).length > GgufLimits.TENSOR_NAME_BYTES_MAX) {
            throw new IllegalArgumentException(
                    name + " must have at most " + GgufLimits.TENSOR_NAME_BYTES_MAX + " bytes");
        }
        if (tensors.putIfAbsent(name, tensor) != null) {
            throw new IllegalArgumentException("the tensor " + name + " is there twice");
        }
    }

    /// Writes the file.
    ///
    /// @return its sha256, 64 hexadecimal digits
    public String write(Path path) throws IOException {
        Path whole = path.toAbsolutePath();
        Path part = whole.resolveSibling(whole.getFileName() + ".part");
        try {
            String sha256 = writeTo(part);
            Files.move(part, whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return sha256;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private String writeTo(Path part) throws IOException {
        MessageDigest digest = Ids.newSha256();
        try (Output out = new Output(
                new DigestOutputStream(new BufferedOutputStream(Files.newOutputStream(part), COPY_BYTES), digest))) {
            writeHeader(out);
            for (TensorData tensor : tensors.values()) {
                out.pad(alignment());
                long start = out.written;
                tensor.bytes().giveTo(out::accept);
                if (out.written - start != tensor.info().bytes()) {
                    throw new IllegalStateException(tensor.info().name() + " gave " + (out.written - start)
                            + " bytes of " + tensor.info().bytes());
                }
            }
            out.pad(alignment());
        } catch (UncheckedIOException e) {
            throw new IOException("cannot write " + part.getFileName() + ": " + e.getMessage(), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private int alignment() {
        GgufEntry entry = entries.get(HeaderReader.ALIGNMENT_KEY);
        return entry == null ? HeaderReader.ALIGNMENT_DEFAULT : Math.toIntExact(entry.integer());
    }

    private void writeHeader(Output out) {
        out.int32(HeaderReader.MAGIC);
        out.int32(version);
        out.int64(tensors.size());
        out.int64(entries.size());
        for (GgufEntry entry : entries.values()) {
            out.text(entry.key());
            out.int32(entry.type().number());
            out.accept(entry.value());
        }
        long offset = 0;
        for (TensorData tensor : tensors.values()) {
            writeInfo(out, tensor.info(), offset);
            offset = GgufHeader.aligned(offset + tensor.info().bytes(), alignment());
        }
    }

    private static void writeInfo(Output out, WeightInfo info, long offset) {
        List<Long> sides = info.shape().reversed();
        out.text(info.name());
        out.int32(sides.size());
        sides.forEach(out::int64);
        out.int32(info.type().ggmlId());
        out.int64(offset);
    }

    /// Counts what it writes; its failures are unchecked, so that it can be handed on as a plain consumer.
    private static final class Output implements AutoCloseable {
        private final OutputStream stream;
        private final byte[] buffer = new byte[COPY_BYTES];
        private long written;

        Output(OutputStream stream) {
            this.stream = stream;
        }

        void accept(MemorySegment bytes) {
            for (long at = 0; at < bytes.byteSize(); at += COPY_BYTES) {
                int now = (int) Math.min(COPY_BYTES, bytes.byteSize() - at);
                MemorySegment.copy(bytes, ValueLayout.JAVA_BYTE, at, buffer, 0, now);
                write(buffer, now);
            }
        }

        void int32(int value) {
            byte[] bytes = new byte[4];
            MemorySegment.ofArray(bytes).set(LittleEndian.INT, 0, value);
            write(bytes, 4);
        }

        void int64(long value) {
            byte[] bytes = new byte[8];
            MemorySegment.ofArray(bytes).set(LittleEndian.LONG, 0, value);
            write(bytes, 8);
        }

        void text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            int64(utf8.length);
            write(utf8, utf8.length);
        }

        void pad(int alignment) {
            int missing = (int) (GgufHeader.aligned(written, alignment) - written);
            write(new byte[missing], missing);
        }

        private void write(byte[] bytes, int size) {
            try {
                stream.write(bytes, 0, size);
                written += size;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
