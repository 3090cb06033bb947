package dev.becas.gputrainer.score;

import dev.becas.gputrainer.model.KeyValueCache;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.score.LabelTrie.Step;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// Says how probable each of some label sequences is after a prompt: `sum log p(token | prompt, tokens before)`.
///
/// The prompt is read once, and of it only what differs from the prompt before: prompts that begin with the same
/// instruction share its keys and values. All labels are then read in one pass, as a tree. Adapters must not change
/// between calls, except after [#forget]. One thread uses it.
public final class LabelScorer implements AutoCloseable {
    private final LanguageModel model;
    private final LabelTrie trie;
    private final KeyValueCache cache;
    private int[] read = {};
    private int tokensRead;
    private int start = -1; // of prompts that were read in two parts

    /// @param labels as token ids, each of at least one, no two alike
    /// @param tokensMax of a prompt with its labels
    public LabelScorer(LanguageModel model, List<int[]> labels, int tokensMax) {
        this.model = model;
        this.trie = new LabelTrie(labels);
        this.cache = new KeyValueCache(model.config(), tokensMax);
    }

    /// The natural logarithm of each label's probability.
    ///
    /// @param prompt at least one token
    public double[] logProbabilities(int... prompt) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("a prompt must have at least 1 token but has none");
        }
        return Torch.withoutGradients(() -> {
            try (PointerScope _ = new PointerScope()) {
                return sums(rows(prompt)); // [labels]
            }
        });
    }

    /// As [#logProbabilities(int...)], but the first `startTokens` are read by themselves, once for all prompts that
    /// begin so, and the rest always at one go: the same prompt then has the same bits, whatever was asked before.
    public double[] logProbabilitiesFrom(int startTokens, int... prompt) {
        if (startTokens < 1 || startTokens >= prompt.length) {
            throw new IllegalArgumentException(
                    "startTokens must be in [1, " + (prompt.length - 1) + "] but was " + startTokens);
        }
        return Torch.withoutGradients(() -> {
            try (PointerScope _ = new PointerScope()) {
                readStart(Arrays.copyOf(prompt, startTokens));
                return sums(rows(prompt)); // [labels]
            }
        });
    }

    private void readStart(int... tokens) {
        boolean known =
                start == tokens.length && read.length >= start && Arrays.equals(tokens, Arrays.copyOf(read, start));
        if (known) {
            cache.truncate(start);
            read = tokens;
            return;
        }
        forget();
        Torch.keep(() -> end(tokens));
        start = tokens.length;
    }

    /// Forgets what was read: call it when the model's adapters were changed.
    public void forget() {
        start = -1;
        read = new int[0];
        cache.truncate(0);
    }

    /// How many tokens of the last prompt had to be read; the others were known from the one before.
    int tokensRead() {
        return tokensRead;
    }

    /// @return [rows of the trie, width]
    private Tensor rows(int... prompt) {
        Tensor end = Torch.keep(() -> end(prompt)); // [1, width]
        int[] inner = trie.tokens();
        if (inner.length == 0) {
            return end;
        }
        TensorVector rows = new TensorVector();
        rows.push_back(end);
        rows.push_back(model.residual(model.pass(cache, inner, trie.parents()))); // [inner, width]
        return torch.cat(rows, 0);
    }

    /// Reads what of the prompt is not known yet.
    ///
    /// @return [1, width], its last row
    private Tensor end(int... prompt) {
        int mismatch = Arrays.mismatch(read, prompt);
        int known = Math.min(mismatch < 0 ? prompt.length : mismatch, prompt.length - 1);
        cache.truncate(known);
        read = Arrays.copyOf(prompt, known);
        int[] rest = Arrays.copyOfRange(prompt, known, prompt.length);
        int[] parents = IntStream.range(-1, rest.length - 1).toArray();
        Tensor residual = model.residual(model.pass(cache, rest, parents)); // [rest, width]
        cache.advance(rest.length);
        read = prompt.clone();
        tokensRead = rest.length;
        return residual.narrow(0, rest.length - 1, 1);
    }

    /// @param residual [rows of the trie, width]
    private double[] sums(Tensor residual) {
        Tensor logs = model.logits(model.finalNorm(residual)).log_softmax(1); // [rows, V]
        List<Step> steps = trie.labels().stream().flatMap(List::stream).toList();
        Tensor rows = Torch.longs(steps.stream().mapToInt(Step::row).toArray()); // [steps]
        Tensor tokens = Torch.longs(steps.stream().mapToInt(Step::token).toArray()); // [steps]
        float[] asked = Torch.toFloats(logs.index_select(0, rows).gather(1, tokens.unsqueeze(1))); // [steps]
        double[] sums = new double[trie.labels().size()];
        int at = 0;
        for (int label = 0; label < sums.length; label++) {
            for (int i = 0; i < trie.labels().get(label).size(); i++) {
                sums[label] += asked[at++];
            }
        }
        return sums;
    }

    @Override
    public void close() {
        cache.close();
    }
}
