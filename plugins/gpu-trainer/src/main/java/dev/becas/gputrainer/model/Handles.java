package dev.becas.gputrainer.model;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// Owns the tensors that outlive every scope: weights, adapters, the optimiser's states. Closed by the thread that uses
/// them.
public final class Handles implements AutoCloseable {
    private final List<Tensor> owned = new ArrayList<>();

    /// Does `work` in a scope of its own and keeps its result until [#close].
    public Tensor own(Supplier<Tensor> work) {
        try (PointerScope _ = new PointerScope()) {
            Tensor result = work.get();
            result.retainReference();
            owned.add(result);
            return result;
        }
    }

    @Override
    public void close() {
        owned.forEach(Tensor::releaseReference);
        owned.clear();
    }
}
