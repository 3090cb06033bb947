package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.Torch;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.jspecify.annotations.Nullable;

/// Cross-entropy of the tokens that an answer consists of, a few rows at a time: the logits of all of them, V numbers a
/// row, are never in memory together. Autograd has no part in it: the gradient of `-log softmax(z)[y]` by `z` is
/// `softmax(z) - onehot(y)`.
final class AnswerLoss {
    /// Rows whose logits are held at once: 12 MB at 49,152 words.
    static final int ROWS_AT_ONCE = 64;

    private AnswerLoss() {}

    /// Computes loss and gradient.
    ///
    /// @param rows [S, width], where an answer's token comes next, after the final norm
    /// @param batch what the S rows are asked, and how much each counts
    /// @param head [V, width]
    /// @param weight that each is multiplied by: 1 / (what the answer tokens of the whole step count)
    /// @param headGradient [V, width], where the head's own gradient is added; null when the head is frozen
    static Result of(Tensor rows, MicroBatch batch, Tensor head, double weight, @Nullable Tensor headGradient) {
        return Torch.withoutGradients(() -> {
            Tensor targets = Torch.longs(batch.targets()); // [S]
            Tensor weights = Torch.floats(batch.weights(), batch.weights().length); // [S]
            Tensor narrowHead = head.to(rows.scalar_type()); // [V, width]
            Tensor loss = Torch.zeros(ScalarType.Float, 1); // [1]
            TensorVector gradients = new TensorVector();
            for (long first = 0; first < rows.size(0); first += ROWS_AT_ONCE) {
                long count = Math.min(ROWS_AT_ONCE, rows.size(0) - first);
                Tensor chunk = rows.narrow(0, first, count); // [count, width]
                Tensor wanted = targets.narrow(0, first, count).unsqueeze(1); // [count, 1]
                Tensor counts = weights.narrow(0, first, count).unsqueeze(1).mul(Torch.scalar(weight)); // [count, 1]
                gradients.push_back(Torch.keep(() -> chunk(chunk, wanted, counts, narrowHead, loss, headGradient)));
            }
            return new Result(loss, torch.cat(gradients, 0));
        });
    }

    private static Tensor chunk(
            Tensor rows, Tensor wanted, Tensor counts, Tensor head, Tensor loss, @Nullable Tensor headGradient) {
        Tensor logits = rows.mm(head.t()).to(ScalarType.Float); // [count, V]
        Tensor evidence = logits.logsumexp(new long[] {1}, true); // [count, 1]
        loss.add_(evidence.sub(logits.gather(1, wanted)).mul_(counts).sum());
        Tensor byLogits = logits.sub_(evidence).exp_(); // [count, V], the softmax
        try (PointerScope _ = new PointerScope()) {
            byLogits.scatter_add_(
                    1, wanted, torch.ones_like(wanted.to(ScalarType.Float)).neg());
            byLogits.mul_(counts);
        }
        Tensor narrow = byLogits.to(rows.scalar_type()); // [count, V]
        if (headGradient != null) {
            headGradient.add_(narrow.t().mm(rows).to(ScalarType.Float)); // [V, width]
        }
        return narrow.mm(head); // [count, width]
    }

    /// @param loss `[1]`, the mean over the answer tokens, this batch's part of it
    /// @param byRows [S, width], d loss / d rows
    record Result(Tensor loss, Tensor byRows) {}
}
