package dev.becas.finetuning.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/// Cuts groups to the size of the smallest: outcomes among each other, inside them polarities, inside these labels.
///
/// A group that is empty does not count. No group is cut below a tenth of what is there, so that three odd examples do
/// not empty a dataset of thousands. Sampling is by seed, and each label and tier keeps its share of the group it is
/// in.
final class Balance {
    private static final int SMALLEST_CUT_SHARE = 10;

    private final Candidates candidates;

    Balance(Candidates candidates) {
        this.candidates = candidates;
    }

    /// Marks what is cut.
    void apply() {
        int[] in = candidates.in();
        mark(in, balanced(in), Part.BALANCE);
    }

    /// Cuts to `count` without changing shares.
    void limit(int count) {
        int[] in = candidates.in();
        mark(in, sample(in, count), Part.LIMIT);
    }

    private int[] balanced(int[] numbers) {
        List<int[]> outcomes = new ArrayList<>();
        for (int[] outcome : groups(numbers, candidates::outcome)) {
            List<int[]> polarities = new ArrayList<>();
            for (int[] polarity : groups(outcome, candidates::polarity)) {
                polarities.add(cutToSmallest(groups(polarity, candidates::label)));
            }
            outcomes.add(cutToSmallest(polarities));
        }
        return cutToSmallest(outcomes);
    }

    private int[] cutToSmallest(List<int[]> groups) {
        int total = groups.stream().mapToInt(group -> group.length).sum();
        int smallest = groups.stream().mapToInt(group -> group.length).min().orElse(0);
        int size = Math.max(smallest, (total + SMALLEST_CUT_SHARE - 1) / SMALLEST_CUT_SHARE);
        return groups.stream()
                .map(group -> sample(group, size))
                .flatMapToInt(Arrays::stream)
                .toArray();
    }

    /// `size` of the numbers, each label and tier by its share (largest remainder), chosen inside by seed.
    private int[] sample(int[] numbers, int size) {
        if (numbers.length <= size) {
            return numbers;
        }
        List<int[]> strata = groups(numbers, i -> candidates.label(i) * 8 + candidates.tier(i));
        int[] quotas = quotas(strata, numbers.length, size);
        int[] chosen = new int[size];
        int count = 0;
        for (int s = 0; s < strata.size(); s++) {
            for (int number : bySampleKey(strata.get(s), quotas[s])) {
                chosen[count++] = number;
            }
        }
        return chosen;
    }

    private static int[] quotas(List<int[]> strata, int total, int size) {
        int[] quotas = new int[strata.size()];
        long[] remainders = new long[strata.size()];
        int given = 0;
        for (int s = 0; s < quotas.length; s++) {
            long exact = (long) strata.get(s).length * size;
            quotas[s] = (int) (exact / total);
            remainders[s] = ((total - exact % total) << 16) | s;
            given += quotas[s];
        }
        Arrays.sort(remainders);
        for (int i = 0; given < size; i++, given++) {
            quotas[(int) (remainders[i] & 0xffff)]++;
        }
        return quotas;
    }

    private int[] bySampleKey(int[] stratum, int size) {
        long[] keyed = new long[stratum.length];
        for (int i = 0; i < stratum.length; i++) {
            keyed[i] = ((long) candidates.sampleKey(stratum[i]) << 32) | stratum[i];
        }
        Arrays.sort(keyed);
        int[] first = new int[size];
        for (int i = 0; i < size; i++) {
            first[i] = (int) keyed[i];
        }
        return first;
    }

    private static List<int[]> groups(int[] numbers, IntUnaryOperator key) {
        Map<Integer, Integer> sizes = new TreeMap<>();
        for (int number : numbers) {
            sizes.merge(key.applyAsInt(number), 1, Integer::sum);
        }
        Map<Integer, int[]> groups = new TreeMap<>();
        sizes.forEach((group, size) -> groups.put(group, new int[size]));
        sizes.replaceAll((group, size) -> 0);
        for (int number : numbers) {
            int group = key.applyAsInt(number);
            int[] members = groups.getOrDefault(group, new int[0]);
            members[sizes.merge(group, 1, Integer::sum) - 1] = number;
        }
        return List.copyOf(groups.values());
    }

    private void mark(int[] before, int[] kept, Part cut) {
        for (int number : before) {
            candidates.put(number, cut);
        }
        for (int number : kept) {
            candidates.put(number, Part.TRAIN);
        }
    }
}
