package dev.becas.gputrainer.score;

import dev.becas.gputrainer.model.KeyValueCache;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Sequences;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.score.LabelTrie.Step;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;

/// Says how probable each of some label sequences is after a prompt: `sum log p(token | prompt, tokens before)`.
///
/// A prompt and all labels are read in one pass, as a tree, and of the prompt only what differs from the prompt before:
/// prompts that begin with the same instruction share its keys and values. Several prompts may be read in one pass too,
/// as branches behind what they share. Adapters must not change between calls, except after [#forget]. One thread uses
/// it.
public final class LabelScorer implements AutoCloseable {
    /// Prompts of one pass: a few hundred tokens, with which products of matrices are fast.
    public static final int TOGETHER = 8;
    /// Rows of one pass for which all words of the vocabulary are held: 50 MB for a vocabulary of 49,152.
    private static final int ROWS_MAX = 256;

    private final LanguageModel model;
    private final LabelTrie trie;
    private final KeyValueCache cache;
    private final int tokensMax;
    private int[] read = {};
    private int tokensRead;
    private int start = -1; // of prompts that were read in two parts

    /// @param labels as token ids, each of at least one, no two alike
    /// @param tokensMax of a prompt with its labels
    public LabelScorer(LanguageModel model, List<int[]> labels, int tokensMax) {
        this.model = model;
        this.trie = new LabelTrie(labels);
        this.cache = new KeyValueCache(model.config(), tokensMax);
        this.tokensMax = tokensMax;
    }

    /// The natural logarithm of each label's probability.
    ///
    /// @param prompt at least one token
    public double[] logProbabilities(int... prompt) {
        check(prompt);
        return scored(List.of(prompt)).getFirst();
    }

    /// As [#logProbabilities(int...)] for each of some prompts, [#TOGETHER] at a time from the first.
    ///
    /// @return one a prompt, in their order
    public List<double[]> logProbabilities(List<int[]> prompts) {
        prompts.forEach(this::check);
        int together = Math.clamp(ROWS_MAX / (1 + trie.tokens().length), 1, TOGETHER);
        List<double[]> all = new ArrayList<>();
        for (int from = 0; from < prompts.size(); from += together) {
            all.addAll(scored(prompts.subList(from, Math.min(from + together, prompts.size()))));
        }
        return all;
    }

    /// As [#logProbabilities(int...)], but the first `startTokens` are read by themselves, once for all prompts that
    /// begin so, and the rest always at one go: the same prompt then has the same bits, whatever was asked before.
    public double[] logProbabilitiesFrom(int startTokens, int... prompt) {
        if (startTokens < 1 || startTokens >= prompt.length) {
            throw new IllegalArgumentException(
                    "startTokens must be in [1, " + (prompt.length - 1) + "] but was " + startTokens);
        }
        check(prompt);
        tokensRead = 0;
        return Torch.withoutGradients(() -> {
            try (PointerScope _ = new PointerScope()) {
                readStart(Arrays.copyOf(prompt, startTokens));
                return branches(List.of(prompt)).getFirst();
            }
        });
    }

    /// That there is room for a prompt and all labels.
    ///
    /// @throws IllegalArgumentException if not
    public void check(int... prompt) {
        if (prompt.length == 0) {
            throw new IllegalArgumentException("a prompt must have at least 1 token but has none");
        }
        int tokens = prompt.length + trie.tokens().length;
        if (tokens > tokensMax) {
            throw new IllegalArgumentException(
                    "a text must have at most " + tokensMax + " tokens but has " + tokens + " with its labels");
        }
    }

    private void readStart(int... tokens) {
        boolean known =
                start == tokens.length && read.length >= start && Arrays.equals(tokens, Arrays.copyOf(read, start));
        if (known) {
            keep(tokens);
            return;
        }
        forget();
        readTo(tokens);
        start = tokens.length;
    }

    /// Forgets what was read: call it when the model's adapters were changed.
    public void forget() {
        start = -1;
        keep();
    }

    private void keep(int... tokens) {
        cache.truncate(tokens.length);
        read = tokens;
    }

    /// How many tokens of the last prompts had to be read; the others were known from the ones before.
    int tokensRead() {
        return tokensRead;
    }

    private List<double[]> scored(List<int[]> prompts) {
        return Torch.withoutGradients(() -> {
            try (PointerScope _ = new PointerScope()) {
                return fitting(prompts);
            }
        });
    }

    /// In one pass, or in two of half as many where the cache has no room for all.
    private List<double[]> fitting(List<int[]> prompts) {
        int count = prompts.size();
        int shared = shared(prompts);
        int tokens = shared;
        for (int[] prompt : prompts) {
            tokens += prompt.length - shared + trie.tokens().length;
        }
        if (count > 1 && tokens > tokensMax) {
            List<double[]> both = new ArrayList<>(fitting(prompts.subList(0, count / 2)));
            both.addAll(fitting(prompts.subList(count / 2, count)));
            return both;
        }
        start = -1;
        tokensRead = 0;
        if (count > 1) {
            readTo(Arrays.copyOf(prompts.getFirst(), shared));
        }
        return branches(prompts);
    }

    /// How many tokens all of them begin with; of each at least one is left.
    private static int shared(List<int[]> prompts) {
        int shortest = prompts.stream().mapToInt(prompt -> prompt.length).min().orElseThrow();
        return Sequences.beginning(prompts, shortest - 1);
    }

    /// Reads what of a text is not known yet, and forgets what is not of it.
    private void readTo(int... text) {
        int known = known(text, text.length);
        keep(Arrays.copyOf(text, known));
        if (known == text.length) {
            return;
        }
        int[] rest = Arrays.copyOfRange(text, known, text.length);
        Torch.keep(() -> model.residual(
                model.pass(cache, rest, IntStream.range(-1, rest.length - 1).toArray())));
        cache.advance(rest.length);
        read = text;
        tokensRead += rest.length;
    }

    private int known(int[] text, int most) {
        int mismatch = Arrays.mismatch(read, text);
        return Math.min(mismatch < 0 ? Math.min(read.length, text.length) : mismatch, most);
    }

    /// Reads what of the prompts is not known yet with all their labels, in one pass.
    private List<double[]> branches(List<int[]> prompts) {
        int[] first = prompts.getFirst();
        int known = prompts.size() == 1 ? known(first, first.length - 1) : read.length;
        keep(Arrays.copyOf(first, known));
        Branches tree = Branches.of(prompts, known, trie);
        Tensor residual =
                model.residual(model.pass(cache, tree.ids(), tree.parents()).asking(tree.rows())); // [rows, width]
        if (prompts.size() == 1) { // the prompt lies first, so that it can stay
            cache.advance(first.length - known);
            read = first.clone();
        }
        tokensRead += tree.promptTokens();
        return sums(residual, prompts.size());
    }

    /// @param residual [prompts * rows of the trie, width]
    private List<double[]> sums(Tensor residual, int prompts) {
        Tensor logs = model.logits(model.finalNorm(residual)).log_softmax(1); // [prompts * rows, V]
        List<Step> steps = trie.labels().stream().flatMap(List::stream).toList();
        int rows = 1 + trie.tokens().length;
        int words = (int) logs.size(1);
        int[] places = new int[prompts * steps.size()];
        for (int i = 0; i < places.length; i++) {
            Step step = steps.get(i % steps.size());
            int row = i / steps.size() * rows + step.row();
            places[i] = Math.addExact(Math.multiplyExact(row, words), step.token());
        }
        float[] asked = Torch.toFloats(logs.reshape(-1).index_select(0, Torch.longs(places))); // [places]
        List<double[]> all = new ArrayList<>();
        int at = 0;
        for (int prompt = 0; prompt < prompts; prompt++) {
            double[] sums = new double[trie.labels().size()];
            for (int label = 0; label < sums.length; label++) {
                for (int i = 0; i < trie.labels().get(label).size(); i++) {
                    sums[label] += asked[at++];
                }
            }
            all.add(sums);
        }
        return all;
    }

    @Override
    public void close() {
        cache.close();
    }
}
