package dev.becas.gputrainer.tokenizer;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Learns a byte-level vocabulary from text: the pair of tokens that stands together most often becomes a token, again
/// and again (Sennrich, Haddow and Birch 2016). Of equally frequent pairs the one with the smaller ids comes first, so
/// a text gives one vocabulary.
public final class BytePairTrainer {
    private static final PreTokenizer WORDS = PreTokenizer.SMOLLM;
    /// A word that shall be one token counts as if it stood in the text this often.
    private static final long WHOLE = 1L << 40;
    /// A pair that stands together less often is chance.
    private static final long COUNT_MIN = 3;

    private final List<String> tokens = new ArrayList<>();
    private final List<String> merges = new ArrayList<>();
    private final List<int[]> words = new ArrayList<>(); // as token ids
    private final List<Long> counts = new ArrayList<>(); // of each word
    private final Map<Long, Long> pairs = new HashMap<>(); // how often each pair stands together
    private final Map<Long, Set<Integer>> places = new HashMap<>(); // in which words

    private BytePairTrainer() {}

    /// Learns from texts.
    ///
    /// @param texts with how much each counts
    /// @param whole words that become one token each, and one more with a space in front
    /// @param controls the first tokens, which are never text
    /// @param size how many tokens there shall be, unless the texts give fewer
    public static BytePairs learn(Map<String, Long> texts, Collection<String> whole, List<String> controls, int size) {
        BytePairTrainer trainer = new BytePairTrainer();
        trainer.tokens.addAll(controls);
        for (int b = 0; b < 256; b++) {
            trainer.tokens.add(String.valueOf(ByteAlphabet.character(b)));
        }
        trainer.words(texts, whole, controls.size());
        while (trainer.tokens.size() < size && trainer.mergeBest()) {}
        return new BytePairs(controls.size(), trainer.tokens, trainer.merges);
    }

    private void words(Map<String, Long> texts, Collection<String> whole, int firstByte) {
        Map<String, Long> all = new LinkedHashMap<>();
        whole.forEach(word -> {
            all.merge(word, WHOLE, Long::sum);
            all.merge(" " + word, WHOLE, Long::sum);
        });
        texts.forEach((text, count) ->
                WORDS.split(text, (start, end) -> all.merge(text.substring(start, end), count, Long::sum)));
        all.forEach((word, count) -> {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            int[] ids = new int[bytes.length];
            for (int i = 0; i < ids.length; i++) {
                ids[i] = firstByte + Byte.toUnsignedInt(bytes[i]);
            }
            words.add(ids);
            counts.add(count);
            count(words.size() - 1, count);
        });
    }

    /// @return whether there was a pair worth a token
    private boolean mergeBest() {
        long best = -1;
        long most = COUNT_MIN - 1;
        for (Map.Entry<Long, Long> pair : pairs.entrySet()) {
            long count = pair.getValue();
            if (count > most || (count == most && best >= 0 && pair.getKey() < best)) {
                best = pair.getKey();
                most = count;
            }
        }
        if (best < 0) {
            return false;
        }
        int left = (int) (best >>> 32);
        int right = (int) best;
        int merged = tokens.indexOf(tokens.get(left) + tokens.get(right));
        if (merged < 0) {
            merged = tokens.size();
            tokens.add(tokens.get(left) + tokens.get(right));
        }
        merges.add(tokens.get(left) + " " + tokens.get(right));
        for (int word : new TreeSet<>(places.getOrDefault(best, Set.of()))) {
            count(word, -counts.get(word));
            words.set(word, merge(words.get(word), left, right, merged));
            count(word, counts.get(word));
        }
        return true;
    }

    /// Adds the pairs of a word to the counts, or takes them away.
    private void count(int word, long by) {
        int[] ids = words.get(word);
        for (int i = 0; i + 1 < ids.length; i++) {
            long pair = ((long) ids[i] << 32) | ids[i + 1];
            if (pairs.merge(pair, by, Long::sum) == 0) {
                pairs.remove(pair);
            }
            places.computeIfAbsent(pair, key -> new TreeSet<>()).add(word);
        }
    }

    private static int[] merge(int[] ids, int left, int right, int merged) {
        int[] after = new int[ids.length];
        int size = 0;
        for (int i = 0; i < ids.length; i++) {
            boolean here = ids[i] == left && i + 1 < ids.length && ids[i + 1] == right;
            after[size++] = here ? merged : ids[i];
            i += here ? 1 : 0;
        }
        return Arrays.copyOf(after, size);
    }
}
