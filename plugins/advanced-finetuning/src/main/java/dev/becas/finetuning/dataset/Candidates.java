package dev.becas.finetuning.dataset;

import dev.becas.finetuning.scoring.Tier;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.function.IntPredicate;

/// What choosing needs to know of every candidate, a column a fact: about 45 bytes each.
final class Candidates {
    final Names<String> labels = new Names<>();
    final HashedNames authors = new HashedNames();
    final Names<String> moderators = new Names<>();
    final Names<String> outcomes = new Names<>();
    final Names<String> polarities = new Names<>();
    final Names<Counts.Kind> kinds = new Names<>();

    private static final int NO_MODERATOR = -1;

    private final long seed;
    private int count;
    private long[] idHigh = new long[1 << 10];
    private int[] idLow = new int[1 << 10];
    private long[] atMillis = new long[1 << 10];
    private int[] label = new int[1 << 10];
    private int[] author = new int[1 << 10];
    private int[] moderator = new int[1 << 10];
    private short[] scoreBp = new short[1 << 10];
    private byte[] outcome = new byte[1 << 10];
    private byte[] polarity = new byte[1 << 10];
    private byte[] tier = new byte[1 << 10];
    private Part[] part = new Part[1 << 10];
    private int[] kind = new int[1 << 10];

    Candidates(long seed) {
        this.seed = seed;
    }

    void add(FrozenExample example) {
        if (count == atMillis.length) {
            grow(count + (count >> 1));
        }
        idHigh[count] = Long.parseUnsignedLong(example.id(), 0, 16, 16);
        idLow[count] = Integer.parseUnsignedInt(example.id(), 16, 24, 16);
        atMillis[count] = example.at().toEpochMilli();
        label[count] = labels.number(example.about() + "/" + example.label());
        author[count] = authors.number(example.guild() + "/" + example.authorKey());
        String by = example.moderatorKey();
        moderator[count] = by == null ? NO_MODERATOR : moderators.number(example.guild() + "/" + by);
        scoreBp[count] = (short) example.scoreBp();
        outcome[count] = (byte) outcomes.number(example.outcome().name());
        polarity[count] = (byte) polarities.number(example.polarity());
        tier[count] = (byte) example.tier().compareTo(Tier.REJECTED);
        part[count] = Part.TRAIN;
        kind[count] = kinds.number(Counts.Kind.of(example));
        count++;
    }

    int count() {
        return count;
    }

    /// The id of candidate `i`.
    String id(int i) {
        return HexFormat.of().toHexDigits(idHigh[i]) + HexFormat.of().toHexDigits(idLow[i]);
    }

    long atMillis(int i) {
        return atMillis[i];
    }

    int label(int i) {
        return label[i];
    }

    int author(int i) {
        return author[i];
    }

    /// The moderator's number, or -1.
    int moderator(int i) {
        return moderator[i];
    }

    int scoreBp(int i) {
        return scoreBp[i];
    }

    int outcome(int i) {
        return outcome[i];
    }

    int polarity(int i) {
        return polarity[i];
    }

    int tier(int i) {
        return tier[i];
    }

    /// What a manifest counts it as.
    Counts.Kind kind(int i) {
        return kinds.name(kind[i]);
    }

    Part part(int i) {
        return part[i];
    }

    void put(int i, Part where) {
        part[i] = where;
    }

    /// The numbers of the candidates that are still in.
    int[] in() {
        return numbers(i -> part(i).isIn());
    }

    int[] numbers(IntPredicate wanted) {
        int[] numbers = new int[count];
        int size = 0;
        for (int i = 0; i < count; i++) {
            if (wanted.test(i)) {
                numbers[size++] = i;
            }
        }
        return Arrays.copyOf(numbers, size);
    }

    /// A number that depends on seed and id only: who is sampled hangs on it, and on nothing that a run changes.
    int sampleKey(int i) {
        long mixed = (idHigh[i] ^ Long.rotateLeft(seed * 0x9e3779b97f4a7c15L, 31)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 29)) * 0x94d049bb133111ebL;
        return (int) (mixed >>> 32) & Integer.MAX_VALUE;
    }

    private void grow(int size) {
        idHigh = Arrays.copyOf(idHigh, size);
        idLow = Arrays.copyOf(idLow, size);
        atMillis = Arrays.copyOf(atMillis, size);
        label = Arrays.copyOf(label, size);
        author = Arrays.copyOf(author, size);
        moderator = Arrays.copyOf(moderator, size);
        scoreBp = Arrays.copyOf(scoreBp, size);
        outcome = Arrays.copyOf(outcome, size);
        polarity = Arrays.copyOf(polarity, size);
        tier = Arrays.copyOf(tier, size);
        part = Arrays.copyOf(part, size);
        kind = Arrays.copyOf(kind, size);
    }
}
