package dev.becas.gputrainer.gguf;

import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.gputrainer.model.WeightType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.List;
import java.util.function.Consumer;

/// A tensor that is to be written: what it is, and its bytes, given out piece by piece so that no tensor need be in
/// memory as a whole.
///
/// @param bytes gives out `info.bytes()` bytes in order
public record TensorData(WeightInfo info, Pieces bytes) {
    private static final int CHUNK_VALUES = 1 << 16;

    /// The bytes as they are.
    public static TensorData copy(WeightInfo info, MemorySegment raw) {
        if (raw.byteSize() != info.bytes()) {
            throw new IllegalArgumentException(
                    info.name() + " takes " + info.bytes() + " bytes but was given " + raw.byteSize());
        }
        return new TensorData(info, sink -> sink.accept(raw));
    }

    /// Floats as F32, F16 or Q8_0.
    ///
    /// @param shape row-major, outermost first
    public static TensorData of(String name, WeightType type, List<Long> shape, FloatSource floats) {
        WeightInfo info = new WeightInfo(name, type, shape);
        if (!Quantizer.writes(type)) {
            throw new IllegalArgumentException(name + " must be written as F32, F16 or Q8_0 but not as " + type);
        }
        return new TensorData(info, sink -> {
            float[] chunk = new float[(int) Math.min(CHUNK_VALUES, info.values())];
            byte[] encoded = new byte[(int) type.bytesOf(chunk.length)];
            for (long first = 0; first < info.values(); first += chunk.length) {
                int now = (int) Math.min(chunk.length, info.values() - first);
                floats.read(first, MemorySegment.ofArray(chunk).asSlice(0, 4L * now));
                int bytes = Quantizer.write(name, type, chunk, now, encoded);
                sink.accept(MemorySegment.ofArray(encoded).asSlice(0, bytes));
            }
        });
    }

    /// Floats in an array.
    public static TensorData of(String name, WeightType type, List<Long> shape, float[] floats) {
        return of(
                name,
                type,
                shape,
                (first, to) -> MemorySegment.copy(
                        floats, Math.toIntExact(first), to, ValueLayout.JAVA_FLOAT, 0, (int) (to.byteSize() / 4)));
    }

    /// Where floats come from: from the number `first` on, as many as there is room for.
    @FunctionalInterface
    public interface FloatSource {
        /// Fills `floats`, in the machine's byte order.
        void read(long first, MemorySegment floats) throws IOException;
    }

    /// Bytes in pieces, each valid during the call only.
    @FunctionalInterface
    public interface Pieces {
        /// Hands every piece over, in order.
        void giveTo(Consumer<MemorySegment> sink) throws IOException;
    }
}
