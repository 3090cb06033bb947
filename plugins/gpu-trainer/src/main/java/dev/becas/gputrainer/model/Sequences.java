package dev.becas.gputrainer.model;

import java.util.Arrays;
import java.util.List;

/// Texts as token ids, laid one after the other without padding. Every position of a linear layer is work that counts;
/// attention sees one sequence at a time, so neighbours in a batch cannot contaminate each other.
///
/// @param ids all tokens, `N` of them
/// @param lengths of the sequences, each at least 1; their sum is `N`
@SuppressWarnings("ArrayRecordComponent") // Tens of thousands of ids a step: boxes would cost more than the care.
public record Sequences(int[] ids, int[] lengths) {
    public Sequences {
        ids = ids.clone();
        lengths = lengths.clone();
        int sum = 0;
        for (int length : lengths) {
            if (length < 1) {
                throw new IllegalArgumentException("a sequence must hold at least 1 token but holds " + length);
            }
            sum = Math.addExact(sum, length);
        }
        if (sum != ids.length || sum == 0) {
            throw new IllegalArgumentException("sequences of " + sum + " tokens must have as many ids but have "
                    + ids.length + ", and at least 1");
        }
    }

    /// Lays these texts one after the other.
    public static Sequences of(List<int[]> texts) {
        int[] lengths = texts.stream().mapToInt(text -> text.length).toArray();
        int[] ids = texts.stream().flatMapToInt(Arrays::stream).toArray();
        return new Sequences(ids, lengths);
    }

    /// One text.
    public static Sequences of(int... text) {
        return of(List.of(text));
    }

    /// `N`.
    public int tokens() {
        return ids.length;
    }

    /// The place of each token in its own sequence, from 0.
    public int[] positions() {
        int[] positions = new int[ids.length];
        int at = 0;
        for (int length : lengths) {
            for (int i = 0; i < length; i++) {
                positions[at++] = i;
            }
        }
        return positions;
    }

    /// Whether all sequences are equally long, so that attention can take them in one call.
    boolean ofOneLength() {
        return Arrays.stream(lengths).distinct().count() == 1;
    }

    public int longest() {
        return Arrays.stream(lengths).max().orElseThrow();
    }
}
