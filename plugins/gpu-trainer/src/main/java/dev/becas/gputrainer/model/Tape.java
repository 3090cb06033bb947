package dev.becas.gputrainer.model;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// Records a pass and goes back through it. Rotary positions, attention and the feed-forward's gate are computed a
/// second time on the way back instead of being kept, and a norm or a frozen product keeps nothing at all: less than
/// half of what LibTorch alone would hold, for a fifth more time (selective recomputation; Korthikanti et al. 2022).
///
/// Between two parts lies a tensor without history whose `grad` gathers what comes from the parts after it. It is freed
/// when the way back has passed it.
public final class Tape implements Recording, AutoCloseable {
    private final Deque<Recorded> recorded = new ArrayDeque<>(); // the last part first

    /// @param value what a part came to
    /// @param inputs what it came from
    /// @param made the value with LibTorch's history; the value itself where there is none
    /// @param way what to do with its gradient
    private record Recorded(Tensor value, List<Tensor> inputs, Tensor made, Consumer<Tensor> way)
            implements AutoCloseable {
        Recorded {
            value.retainReference();
            inputs.forEach(Tensor::retainReference);
            made.retainReference();
        }

        void back() {
            way.accept(new Tensor(value.grad()));
        }

        @Override
        public void close() {
            value.releaseReference();
            inputs.forEach(Tensor::releaseReference);
            made.releaseReference();
        }
    }

    @Override
    public Tensor again(Part part, Tensor... inputs) {
        Tensor value = Torch.withoutGradients(() -> Torch.keep(() -> part.of(inputs)));
        record(value, gradient -> backThrough(part, gradient, inputs), inputs);
        return value;
    }

    @Override
    public Tensor normed(RmsNorm norm, Tensor x) {
        if (norm.weight().requires_grad()) {
            return again(in -> norm.apply(in[0]), x);
        }
        Tensor value = Torch.withoutGradients(() -> PLAIN.normed(norm, x));
        record(value, gradient -> gather(x, norm.back(x, gradient)), x);
        return value;
    }

    @Override
    public Tensor kept(Part part, Tensor... inputs) {
        Tensor made = Torch.withGradients(() -> Torch.keep(() -> part.of(inputs)));
        if (!made.requires_grad()) {
            return made;
        }
        Tensor value = Torch.leaf(made);
        recorded.push(new Recorded(value, List.of(inputs), made, gradient -> Torch.back(made, gradient)));
        return value;
    }

    @Override
    public Tensor frozen(Tensor x, Tensor weight) {
        Tensor value = Torch.withoutGradients(() -> PLAIN.frozen(x, weight)); // [N, out]
        record(value, gradient -> gather(x, gradient.mm(weight)), x);
        return value;
    }

    @Override
    public Tensor frozenOnto(Tensor onto, Part part, Tensor weight, Tensor... inputs) {
        Tensor value = Torch.withoutGradients(() -> PLAIN.frozenOnto(onto, part, weight, inputs)); // [N, out]
        Tensor[] all = Arrays.copyOf(inputs, inputs.length + 1);
        all[inputs.length] = onto;
        record(
                value,
                gradient -> {
                    backThrough(part, gradient.mm(weight), inputs);
                    gather(onto, gradient);
                },
                all);
        return value;
    }

    @Override
    public Tensor sum(Tensor one, Tensor other) {
        Tensor value = Torch.withoutGradients(() -> PLAIN.sum(one, other));
        record(
                value,
                gradient -> {
                    gather(one, gradient);
                    gather(other, gradient.clone());
                },
                one,
                other);
        return value;
    }

    /// Computes a part once more, now with history, and goes back through it.
    private static void backThrough(Part part, Tensor gradient, Tensor... inputs) {
        Tensor[] leaves = Arrays.stream(inputs).map(Tape::leafLike).toArray(Tensor[]::new);
        Torch.back(Torch.withGradients(() -> part.of(leaves)), gradient);
        for (int i = 0; i < inputs.length; i++) {
            if (inputs[i].requires_grad()) {
                gather(inputs[i], new Tensor(leaves[i].grad()));
            }
        }
    }

    /// What comes from nothing that learns has no gradient.
    private void record(Tensor value, Consumer<Tensor> way, Tensor... inputs) {
        if (Arrays.stream(inputs).anyMatch(Tensor::requires_grad)) {
            value.set_requires_grad(true);
            recorded.push(new Recorded(value, List.of(inputs), value, way));
        }
    }

    /// Goes back from the last part's result, whose `grad` is there, to the first, and adds to the gradients of
    /// whatever learns.
    public void back() {
        while (!recorded.isEmpty()) {
            try (Recorded part = recorded.pop();
                    PointerScope _ = new PointerScope()) {
                Torch.withoutGradients(() -> {
                    part.back();
                    return part;
                });
            }
        }
    }

    /// Frees what the way back has not passed.
    @Override
    public void close() {
        recorded.forEach(Recorded::close);
        recorded.clear();
    }

    private static Tensor leafLike(Tensor input) {
        return input.requires_grad() ? Torch.leaf(input) : input;
    }

    private static void gather(Tensor input, Tensor gradient) {
        if (!input.requires_grad()) {
            return;
        }
        if (input.grad().defined()) {
            input.mutable_grad().add_(gradient);
        } else {
            input.mutable_grad().put(gradient);
        }
    }
}
