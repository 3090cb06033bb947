package dev.becas.gputrainer.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// Brings weights from a file into tensors, a few rows at a time, so that no second copy of a large one is ever held.
public final class WeightLoader {
    /// Numbers that are on their way at once: 16 MiB of floats.
    private static final long STAGED_VALUES_MAX = 4L << 20;

    private static final ValueLayout.OfShort HALF = ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

    private final WeightSource source;
    private final Handles handles;

    WeightLoader(WeightSource source, Handles handles) {
        this.source = source;
        this.handles = handles;
    }

    /// A vector as 32-bit floats.
    Tensor vector(String name) throws IOException {
        return load(name, ScalarType.Float);
    }

    /// How ggml multiplies with the tensor of this name.
    GgmlProduct ggmlProduct(String name) throws IOException {
        WeightInfo info = info(name);
        boolean hasMinima = info.type() == WeightType.Q4_1 || info.type() == WeightType.Q5_1;
        return new GgmlProduct(info.type(), hasMinima ? minima(info) : null);
    }

    /// The second half of each block.
    private Tensor minima(WeightInfo info) throws IOException {
        MemorySegment raw = source.raw(info.name());
        float[] minima = new float[Math.toIntExact(info.values() / info.type().blockValues())];
        for (int block = 0; block < minima.length; block++) {
            long at = (long) block * info.type().blockBytes() + Short.BYTES;
            minima[block] = Float.float16ToFloat(raw.get(HALF, at));
        }
        long outputs = info.shape().getFirst();
        return handles.own(() -> Torch.floats(minima, outputs, minima.length / outputs)); // [out, in / 32]
    }

    private WeightInfo info(String name) throws IOException {
        return info(source, name);
    }

    private static WeightInfo info(WeightSource source, String name) throws IOException {
        return source.find(name).orElseThrow(() -> new IOException("the model has no tensor named " + name));
    }

    /// The tensor of this name in this type.
    Tensor load(String name, ScalarType type) throws IOException {
        WeightInfo info = info(name);
        long[] shape = info.shape().stream().mapToLong(Long::longValue).toArray();
        try {
            return handles.own(() -> fill(source, info, Torch.zeros(type, shape)));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Writes the tensor of this name over `target`, in the numbers of `target`.
    public static void fill(WeightSource source, String name, Tensor target) throws IOException {
        WeightInfo info = info(source, name);
        try (PointerScope _ = new PointerScope()) {
            Torch.withoutGradients(() -> fill(source, info, target));
        } catch (UncheckedIOException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private static Tensor fill(WeightSource source, WeightInfo info, Tensor target) {
        long row = info.shape().getLast();
        long rows = info.values() / row;
        long rowsAtOnce = Math.clamp(STAGED_VALUES_MAX / row, 1, rows);
        Tensor flat = target.view(rows, row); // [rows, row]
        Tensor staged = Torch.staged(rowsAtOnce, row); // [rowsAtOnce, row]
        FloatBuffer buffer = staged.createBuffer();
        for (long first = 0; first < rows; first += rowsAtOnce) {
            long count = Math.min(rowsAtOnce, rows - first);
            read(source, info.name(), first * row, buffer.slice(0, Math.toIntExact(count * row)));
            try (PointerScope _ = new PointerScope()) {
                flat.narrow(0, first, count).copy_(staged.narrow(0, 0, count));
            }
        }
        return target;
    }

    private static void read(WeightSource source, String name, long first, FloatBuffer numbers) {
        try {
            source.readFloats(name, first, MemorySegment.ofBuffer(numbers));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }
}
