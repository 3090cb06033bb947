package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.Handles;
import dev.becas.gputrainer.model.Torch;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;

/// What is trained: named tensors that are windows into one long vector, with their gradients as windows into another.
/// So zeroing, clipping, the optimiser and a checkpoint are a few operations each, however many tensors there are.
public final class TrainableWeights implements AutoCloseable {
    /// Each window begins at a multiple of 64 bytes, as matrix products like it.
    private static final int ALIGNED_VALUES = 16;

    private final Handles handles = new Handles();
    private final Tensor values; // [size], 32-bit
    private final Tensor gradients; // [size], 32-bit
    private final Map<String, Tensor> windows = new LinkedHashMap<>();
    private final Map<String, Tensor> gradientWindows = new LinkedHashMap<>();

    /// All zero at first.
    ///
    /// @param shapes by name, in the order in which they shall lie
    public TrainableWeights(Map<String, long[]> shapes) {
        long size = shapes.values().stream().mapToLong(TrainableWeights::room).sum();
        values = handles.own(() -> Torch.zeros(ScalarType.Float, size));
        gradients = handles.own(() -> Torch.zeros(ScalarType.Float, size));
        long at = 0;
        for (Map.Entry<String, long[]> entry : shapes.entrySet()) {
            String name = entry.getKey();
            long[] shape = entry.getValue();
            long from = at;
            Tensor gradient =
                    handles.own(() -> gradients.narrow(0, from, count(shape)).view(shape));
            gradientWindows.put(name, gradient);
            windows.put(name, leaf(from, shape, gradient));
            at += room(shape);
        }
    }

    private Tensor leaf(long at, long[] shape, Tensor gradient) {
        return handles.own(() -> {
            Tensor leaf = values.narrow(0, at, count(shape)).view(shape).detach();
            leaf.set_requires_grad(true);
            // Autograd adds into a gradient that is already there.
            leaf.mutable_grad().put(gradient);
            return leaf;
        });
    }

    /// By name, in order; each requires a gradient.
    public Map<String, Tensor> tensors() {
        return Collections.unmodifiableMap(windows);
    }

    /// The tensor of this name.
    public Tensor tensor(String name) {
        Tensor window = windows.get(name);
        if (window == null) {
            throw new IllegalArgumentException("nothing named " + name + " is trained");
        }
        return window;
    }

    /// The gradient of this tensor, of the same shape.
    Tensor gradientWindow(String name) {
        return Objects.requireNonNull(gradientWindows.get(name), name);
    }

    /// A copy of what the gradient of this tensor is now.
    public float[] gradient(String name) {
        return Torch.toFloats(gradientWindow(name));
    }

    /// Writes numbers over a tensor.
    public void set(String name, float[] numbers) {
        Torch.withoutGradients(() -> {
            try (PointerScope _ = new PointerScope()) {
                Tensor window = tensor(name);
                return window.copy_(Torch.floats(numbers, window.shape()));
            }
        });
    }

    /// All of them in one: `[size]`.
    public Tensor values() {
        return values;
    }

    /// All gradients in one: `[size]`.
    public Tensor gradients() {
        return gradients;
    }

    /// Forgets gradients that were added so far.
    void zeroGradients() {
        Torch.withoutGradients(() -> {
            try (PointerScope _ = new PointerScope()) {
                return gradients.zero_();
            }
        });
    }

    /// How many numbers are trained, without the gaps between tensors.
    public long count() {
        return windows.values().stream().mapToLong(Tensor::numel).sum();
    }

    @Override
    public void close() {
        handles.close();
    }

    private static long room(long[] shape) {
        return Math.ceilDiv(count(shape), ALIGNED_VALUES) * ALIGNED_VALUES;
    }

    private static long count(long[] shape) {
        long count = 1;
        for (long side : shape) {
            count = Math.multiplyExact(count, side);
        }
        return count;
    }
}
