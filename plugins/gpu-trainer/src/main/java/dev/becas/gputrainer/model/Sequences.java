package dev.becas.gputrainer.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/// Texts as token ids, laid one after the other without padding. Every position of a linear layer is work that counts;
/// attention sees one sequence at a time, so neighbours in a batch cannot contaminate each other.
///
/// What all of them begin with may lie in front once: then each goes on from there as if it stood before it alone, and
/// what is computed of it once is the same for all, since no token sees what comes after it.
///
/// @param ids all tokens, `N` of them: the shared beginning, then what each sequence has of its own
/// @param lengths of what the sequences have of their own, each at least 1; with `shared` their sum is `N`
/// @param shared tokens of the beginning, 0 for none
@SuppressWarnings("ArrayRecordComponent") // Tens of thousands of ids a step: boxes would cost more than the care.
public record Sequences(int[] ids, int[] lengths, int shared) {
    /// A beginning is shared where that saves this part of all tokens: else nothing is won for the smaller pieces in
    /// which attention works then.
    private static final double WORTH = 0.125;

    public Sequences {
        ids = ids.clone();
        lengths = lengths.clone();
        if (shared < 0) {
            throw new IllegalArgumentException("a shared beginning must have at least 0 tokens but has " + shared);
        }
        int sum = shared;
        for (int length : lengths) {
            if (length < 1) {
                throw new IllegalArgumentException("a sequence must hold at least 1 token but holds " + length);
            }
            sum = Math.addExact(sum, length);
        }
        if (sum != ids.length || sum == shared) {
            throw new IllegalArgumentException("sequences of " + sum + " tokens must have as many ids but have "
                    + ids.length + ", and at least 1");
        }
    }

    /// Nothing is shared.
    public Sequences(int[] ids, int... lengths) {
        this(ids, lengths, 0);
    }

    /// Lays these texts one after the other.
    public static Sequences of(List<int[]> texts) {
        int[] lengths = texts.stream().mapToInt(text -> text.length).toArray();
        int[] ids = texts.stream().flatMapToInt(Arrays::stream).toArray();
        return new Sequences(ids, lengths);
    }

    /// Lays these texts one after the other behind what all of them begin with, where that is worth it.
    ///
    /// @param most tokens of the beginning that may be shared, below the length of the shortest text
    public static Sequences sharing(List<int[]> texts, int most) {
        int from = beginning(texts, most);
        long tokens = texts.stream().mapToLong(text -> text.length).sum();
        if (from * (texts.size() - 1.0) < WORTH * tokens) {
            return of(texts);
        }
        int[] lengths = texts.stream().mapToInt(text -> text.length - from).toArray();
        IntStream own = texts.stream().flatMapToInt(text -> Arrays.stream(text, from, text.length));
        int[] ids =
                IntStream.concat(Arrays.stream(texts.getFirst(), 0, from), own).toArray();
        return new Sequences(ids, lengths, from);
    }

    /// How many tokens all texts begin with alike.
    ///
    /// @param most at most so many
    public static int beginning(List<int[]> texts, int most) {
        int alike = most;
        for (int[] text : texts) {
            int mismatch = Arrays.mismatch(texts.getFirst(), text);
            alike = mismatch < 0 ? alike : Math.min(alike, mismatch);
        }
        return alike;
    }

    /// One text.
    public static Sequences of(int... text) {
        return of(List.of(text));
    }

    /// `N`.
    public int tokens() {
        return ids.length;
    }

    /// Tokens of all texts, a shared beginning counted for each.
    public int tokensOfTexts() {
        return ids.length + shared * (lengths.length - 1);
    }

    /// The place of each token in its own text, from 0.
    public int[] positions() {
        int[] positions = new int[ids.length];
        int at = 0;
        while (at < shared) {
            positions[at] = at++;
        }
        for (int length : lengths) {
            for (int i = 0; i < length; i++) {
                positions[at++] = shared + i;
            }
        }
        return positions;
    }

    /// Whether all sequences are equally long and share nothing, so that attention can take them in one call.
    boolean ofOneLength() {
        return shared == 0 && Arrays.stream(lengths).distinct().count() == 1;
    }

    /// Tokens of the longest text.
    public int longest() {
        return shared + Arrays.stream(lengths).max().orElseThrow();
    }
}
