package dev.becas.gputrainer.model;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// How a pass keeps what a backward pass needs. [#PLAIN] leaves that to LibTorch, or keeps nothing where gradients are
/// off; a [Tape] keeps less.
public interface Recording {
    /// Leaves it to LibTorch.
    Recording PLAIN = new Recording() {
        @Override
        public Tensor again(Part part, Tensor... inputs) {
            return Torch.keep(() -> part.of(inputs));
        }

        @Override
        public Tensor normed(RmsNorm norm, Tensor x) {
            return Torch.keep(() -> norm.apply(x));
        }

        @Override
        public Tensor kept(Part part, Tensor... inputs) {
            return Torch.keep(() -> part.of(inputs));
        }

        @Override
        public Tensor frozen(Tensor x, Tensor weight) {
            return x.mm(weight.t()); // [N, out]
        }

        @Override
        public Tensor frozenOnto(Tensor onto, Part part, Tensor weight, Tensor... inputs) {
            return Torch.keep(() -> torch.addmm(onto, part.of(inputs), weight.t())); // [N, out]
        }

        @Override
        public Tensor sum(Tensor one, Tensor other) {
            return one.add(other); // as both
        }
    };

    /// A part of a pass.
    @FunctionalInterface
    interface Part {
        Tensor of(Tensor... inputs);
    }

    /// A part that is cheap beside the products of matrices around it.
    Tensor again(Part part, Tensor... inputs);

    /// A norm.
    ///
    /// @param x [N, width]
    /// @return [N, width]
    Tensor normed(RmsNorm norm, Tensor x);

    /// A part that is dear, or that learns.
    Tensor kept(Part part, Tensor... inputs);

    /// The product with a weight that does not learn.
    ///
    /// @param x [N, in]
    /// @param weight [out, in]
    /// @return [N, out]
    Tensor frozen(Tensor x, Tensor weight);

    /// The product of a cheap part with a weight that does not learn, added to what is there in one call.
    ///
    /// @param onto [N, out]
    /// @param part comes to [N, in]; where it has no gradient, `onto` has none either
    /// @param weight [out, in]
    /// @return [N, out]
    Tensor frozenOnto(Tensor onto, Part part, Tensor weight, Tensor... inputs);

    /// A sum of two of one shape.
    Tensor sum(Tensor one, Tensor other);
}
