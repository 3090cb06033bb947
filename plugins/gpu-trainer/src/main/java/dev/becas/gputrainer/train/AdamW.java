package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.Handles;
import dev.becas.gputrainer.model.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Adam with decoupled weight decay (Loshchilov and Hutter 2019), in 32 bits, all weights in one vector.
final class AdamW implements AutoCloseable {
    private static final double BETA_1 = 0.9;
    private static final double BETA_2 = 0.999;
    private static final double EPSILON = 1e-8;

    private final TrainableWeights weights;
    private final double weightDecay;
    private final Handles handles = new Handles();
    private final Tensor mean; // [size]
    private final Tensor square; // [size]
    private int steps;

    AdamW(TrainableWeights weights, double weightDecay) {
        this.weights = weights;
        this.weightDecay = weightDecay;
        this.mean = handles.own(() -> torch.zeros_like(weights.values()));
        this.square = handles.own(() -> torch.zeros_like(weights.values()));
    }

    /// Scales the gradients down to a length of at most `max`.
    ///
    /// @return their length before
    double clip(double max) {
        try (PointerScope _ = new PointerScope()) {
            Tensor gradients = weights.gradients();
            // Not norm(): over one long vector it adds naively and is 1.6e-4 off.
            double norm = Math.sqrt(gradients.mul(gradients).sum().item_double());
            if (norm > max) {
                gradients.mul_(Torch.scalar(max / (norm + 1e-6)));
            }
            return norm;
        }
    }

    /// Moves the weights by their gradients, and zeroes these.
    void step(double learningRate) {
        steps++;
        double correction1 = 1 - Math.pow(BETA_1, steps);
        double correction2 = 1 - Math.pow(BETA_2, steps);
        Torch.withoutGradients(() -> {
            try (PointerScope _ = new PointerScope()) {
                Tensor gradients = weights.gradients();
                weights.values().mul_(Torch.scalar(1 - learningRate * weightDecay));
                mean.lerp_(gradients, Torch.scalar(1 - BETA_1));
                square.mul_(Torch.scalar(BETA_2)).addcmul_(gradients, gradients, Torch.scalar(1 - BETA_2));
                Tensor scale =
                        square.sqrt().div_(Torch.scalar(Math.sqrt(correction2))).add_(Torch.scalar(EPSILON)); // [size]
                weights.values().addcdiv_(mean, scale, Torch.scalar(-learningRate / correction1));
                return gradients.zero_();
            }
        });
    }

    /// How many steps were made.
    int steps() {
        return steps;
    }

    /// Running mean of the gradients: `[size]`.
    Tensor mean() {
        return mean;
    }

    /// Running mean of their squares: `[size]`.
    Tensor square() {
        return square;
    }

    /// Goes on where another one was, whose [#mean] and [#square] are here already.
    void resume(int stepsMade) {
        steps = stepsMade;
    }

    @Override
    public void close() {
        handles.close();
    }
}
