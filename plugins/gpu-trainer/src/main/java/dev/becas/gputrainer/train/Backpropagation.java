package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.ForwardPass;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Tape;
import dev.becas.gputrainer.model.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// Loss and gradients of one micro-batch. Gradients are added to those that are there.
final class Backpropagation implements Gradients {
    private final LanguageModel model;
    private final Checkpointing checkpointing;
    private final @Nullable Tensor headGradient;

    /// @param checkpointing what is computed twice
    /// @param headGradient [V, width], when the head is trained too
    Backpropagation(LanguageModel model, Checkpointing checkpointing, @Nullable Tensor headGradient) {
        this.model = model;
        this.checkpointing = checkpointing;
        this.headGradient = headGradient;
    }

    @Override
    public double run(MicroBatch batch, double weight, long dropoutSeed) {
        try (PointerScope _ = new PointerScope()) {
            ForwardPass pass = model.pass(batch.sequences(), dropoutSeed, true).asking(batch.rows());
            return Torch.withGradients(() -> switch (checkpointing) {
                case NONE -> fromTheTop(model.residual(pass), batch, weight);
                case PARTS -> partsTwice(batch, pass, weight);
                case LAYERS -> layersTwice(batch, pass, weight);
            });
        }
    }

    private double partsTwice(MicroBatch batch, ForwardPass pass, double weight) {
        try (Tape tape = new Tape()) {
            double loss = fromTheTop(model.residual(pass.with(tape)), batch, weight);
            tape.back();
            return loss;
        }
    }

    /// Forward without recording, then from the last layer to the first: record the layer, go back through it.
    private double layersTwice(MicroBatch batch, ForwardPass pass, double weight) {
        int layers = model.config().layers();
        Tensor embedded = Torch.keep(() -> model.embed(pass)); // [N, width]
        List<Tensor> inputs = Torch.withoutGradients(() -> {
            List<Tensor> seen = new ArrayList<>(List.of(embedded)); // each [N, width], the last [S, width]
            for (int layer = 0; layer < layers; layer++) {
                seen.add(model.block(layer, seen.getLast(), pass));
            }
            return seen;
        });
        Tensor top = Torch.leaf(inputs.removeLast()); // [S, width]
        double loss = fromTheTop(top, batch, weight);
        Tensor gradient = new Tensor(top.grad()); // [S, width]
        for (int layer = layers - 1; layer >= 0; layer--) {
            Tensor above = gradient;
            int at = layer;
            gradient = Torch.keep(() -> throughBlock(at, inputs.get(at), above, pass));
        }
        if (embedded.requires_grad()) {
            Torch.back(embedded, gradient);
        }
        return loss;
    }

    private Tensor throughBlock(int layer, Tensor input, Tensor above, ForwardPass pass) {
        Tensor x = Torch.leaf(input); // [N, width]
        Torch.back(model.block(layer, x, pass), above);
        return new Tensor(x.grad()); // [N, width]
    }

    /// The loss, and back to the last layer's output.
    ///
    /// @param residual [S, width]
    private double fromTheTop(Tensor residual, MicroBatch batch, double weight) {
        Tensor normed = model.finalNorm(residual); // [S, width]
        AnswerLoss.Result result =
                AnswerLoss.of(normed.detach(), batch, model.head().detach(), weight, headGradient);
        Torch.back(normed, result.byRows());
        return result.loss().item_double();
    }
}
