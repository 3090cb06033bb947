package dev.becas.gputrainer.model;

import dev.becas.gputrainer.device.Devices;
import java.lang.foreign.MemorySegment;
import java.nio.FloatBuffer;
import java.util.Objects;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorArrayRefOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// The few habits that keep LibTorch safe and its memory flat.
///
/// A native tensor lives until its scope closes; the garbage collector frees none. Scopes and the gradient mode belong
/// to one thread: one platform thread runs a model. Where its tensors lie is the thread's too ([Devices]).
public final class Torch {
    private Torch() {}

    /// Does `work` in a scope of its own: its temporaries die at once, its result lives on in the scope around it.
    public static Tensor keep(Supplier<Tensor> work) {
        PointerScope outer = Objects.requireNonNull(PointerScope.getInnerScope(), "no scope is open on this thread");
        try (PointerScope _ = new PointerScope()) {
            Tensor result = work.get();
            outer.attach(result);
            return result;
        }
    }

    /// Does `work` without recording it for a backward pass.
    public static <T> T withoutGradients(Supplier<T> work) {
        return recording(false, work);
    }

    /// Does `work` and records it, wherever it is called from.
    public static <T> T withGradients(Supplier<T> work) {
        return recording(true, work);
    }

    private static <T> T recording(boolean on, Supplier<T> work) {
        boolean before = GradMode.is_enabled();
        GradMode.set_enabled(on);
        try {
            return work.get();
        } finally {
            GradMode.set_enabled(before);
        }
    }

    /// The same numbers without history, whose gradient is gathered.
    public static Tensor leaf(Tensor x) {
        Tensor leaf = x.detach();
        leaf.set_requires_grad(true);
        return leaf;
    }

    /// Goes back from a tensor with this gradient, and adds to the gradients of the leaves it came from.
    public static void back(Tensor from, Tensor gradient) {
        from.backward(gradient, new BoolOptional(), false, new TensorArrayRefOptional());
    }

    /// A tensor of zeros, on this thread's device as all that are made here.
    public static Tensor zeros(ScalarType type, long... shape) {
        return torch.zeros(shape, Devices.options(type));
    }

    /// A tensor of zeros in main memory, where Java can write.
    public static Tensor staged(long... shape) {
        return torch.zeros(shape, new TensorOptions(ScalarType.Float));
    }

    /// A tensor whose numbers nobody has written yet.
    static Tensor empty(ScalarType type, long... shape) {
        return torch.empty(shape, Devices.options(type), new MemoryFormatOptional());
    }

    /// A tensor of these numbers.
    public static Tensor floats(float[] values, long... shape) {
        return here(Tensor.create(values, shape), ScalarType.Float);
    }

    /// A tensor of token ids, positions or row numbers.
    public static Tensor longs(int[] values) {
        long[] wide = new long[values.length];
        for (int i = 0; i < values.length; i++) {
            wide[i] = values[i];
        }
        return here(Tensor.create(wide, wide.length), ScalarType.Long);
    }

    private static Tensor here(Tensor made, ScalarType type) {
        return Devices.now().onCard() ? made.to(Devices.options(type), false, false, new MemoryFormatOptional()) : made;
    }

    /// The numbers of a tensor, row-major.
    public static float[] toFloats(Tensor tensor) {
        try (PointerScope _ = new PointerScope()) {
            FloatBuffer buffer = tensor.detach()
                    .to(ScalarType.Float)
                    .contiguous()
                    .cpu()
                    .reshape(-1)
                    .createBuffer();
            float[] values = new float[buffer.remaining()];
            buffer.get(values);
            return values;
        }
    }

    /// Copies some numbers of a vector.
    ///
    /// @param vector `[size]`, 32-bit
    /// @param first the first one that is copied
    /// @param to as many as there is room for, in the machine's byte order
    public static void copy(Tensor vector, long first, MemorySegment to) {
        try (PointerScope _ = new PointerScope()) {
            FloatBuffer numbers = vector.detach()
                    .narrow(0, first, to.byteSize() / Float.BYTES)
                    .cpu()
                    .createBuffer();
            to.copyFrom(MemorySegment.ofBuffer(numbers));
        }
    }

    /// A number for an operation that wants a scalar.
    public static Scalar scalar(double value) {
        return new Scalar(value);
    }
}
