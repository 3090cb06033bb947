package dev.becas.gputrainer.train;

import dev.becas.gputrainer.device.Devices;
import dev.becas.gputrainer.device.MemoryShortage;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Torch;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// Mean loss of the answers in examples that training never sees.
public final class HeldOutLoss {
    private final List<Example> examples;
    private final int batchSize;
    private final List<MicroBatch> batches = new ArrayList<>();
    private final double weight;

    /// @param batchSize examples that are looked at together
    public HeldOutLoss(List<Example> examples, int batchSize) {
        this.examples = List.copyOf(examples);
        this.batchSize = batchSize;
        for (int i = 0; i < examples.size(); i += batchSize) {
            batches.add(MicroBatch.of(examples.subList(i, Math.min(i + batchSize, examples.size()))));
        }
        weight = batches.stream().mapToDouble(MicroBatch::weight).sum();
    }

    /// Whether there is anything to look at.
    boolean any() {
        return !batches.isEmpty();
    }

    /// In nats a token, with whatever adapters are on the model. One example after the other where memory does not
    /// suffice for a batch of them.
    public double of(LanguageModel model) {
        try {
            return all(model);
        } catch (RuntimeException | OutOfMemoryError e) {
            if (batchSize == 1 || !MemoryShortage.is(e)) {
                throw e;
            }
            Devices.release();
            return new HeldOutLoss(examples, 1).all(model);
        }
    }

    private double all(LanguageModel model) {
        return Torch.withoutGradients(
                () -> batches.stream().mapToDouble(batch -> part(model, batch)).sum());
    }

    private double part(LanguageModel model, MicroBatch batch) {
        try (PointerScope _ = new PointerScope()) {
            Tensor residual = model.residual(model.pass(batch.sequences()).asking(batch.rows())); // [S, width]
            Tensor rows = model.finalNorm(residual); // [S, width]
            return AnswerLoss.of(rows, batch, model.head(), 1 / weight, null)
                    .loss()
                    .item_double();
        }
    }
}
