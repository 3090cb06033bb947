package dev.becas.gputrainer.tokenizer;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How a text falls into words before pairs are merged within each. A rule cuts what the rule before it left; what it
/// does not match stays a word of its own. The rules are those of the models' `tokenizer.json`, and of
/// `llama_vocab::impl::load` in llama.cpp, which knows them by `tokenizer.ggml.pre`.
enum PreTokenizer {
    /// Llama 3: at most three digits together; a word that is a token as it stands is not looked into.
    LLAMA_BPE(
            "llama-bpe",
            true,
            true,
            Words.CONTRACTIONS_OF_ANY_CASE + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}|"
                    + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
    /// Qwen 2 and 3: each digit alone; the text is brought to NFC.
    QWEN2(
            "qwen2",
            false,
            false,
            Words.CONTRACTIONS_OF_ANY_CASE + "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}|"
                    + " ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
    /// SmolLM: each digit alone, then as GPT-2.
    SMOLLM("smollm", false, false, "\\p{N}", Words.GPT2),
    /// What llama.cpp does where a file does not say.
    DEFAULT("default", false, false, "[\\p{P}\\$\\+<=>\\^~\\|]+", Words.GPT2, "\\p{N}+", "[0-9][0-9][0-9]");

    private final String ggufName;
    private final boolean wholeWordsFirst;
    private final boolean addsBos;

    @SuppressWarnings("ImmutableEnumChecker") // lists of patterns that nobody can change
    private final List<Pattern> rules;

    PreTokenizer(String ggufName, boolean wholeWordsFirst, boolean addsBos, String... rules) {
        this.ggufName = ggufName;
        this.wholeWordsFirst = wholeWordsFirst;
        this.addsBos = addsBos;
        // The class flag gives \s all of Unicode's white space, as the models' own regular expressions have it.
        this.rules = Arrays.stream(rules)
                .map(rule -> Pattern.compile(rule, Pattern.UNICODE_CHARACTER_CLASS))
                .toList();
    }

    static Optional<PreTokenizer> of(String ggufName) {
        return Arrays.stream(values())
                .filter(known -> known.ggufName.equals(ggufName))
                .findFirst();
    }

    String ggufName() {
        return ggufName;
    }

    /// The same as the steps of a `tokenizer.json`, each with what changes what it does; empty where no such file cuts
    /// so.
    List<String> tokenizerJson() {
        return switch (this) {
            case LLAMA_BPE, QWEN2 ->
                List.of("Split Isolated false " + rules.getFirst().pattern(), "ByteLevel false false");
            case SMOLLM -> List.of("Digits true", "ByteLevel false true");
            case DEFAULT -> List.of();
        };
    }

    /// Whether a word that is a token is that token, however merges would make it.
    boolean wholeWordsFirst() {
        return wholeWordsFirst;
    }

    /// Whether a BOS comes first where the file does not say.
    boolean addsBos() {
        return addsBos;
    }

    /// Gives out the start and the end of each word, in order.
    void split(String text, BiConsumer<Integer, Integer> word) {
        split(text, 0, text.length(), 0, word);
    }

    private void split(String text, int start, int end, int rule, BiConsumer<Integer, Integer> word) {
        if (rule == rules.size()) {
            word.accept(start, end);
            return;
        }
        // A region's bounds are walls to what looks ahead, too.
        Matcher matcher = rules.get(rule).matcher(text).region(start, end);
        int at = start;
        while (matcher.find()) {
            if (matcher.start() > at) {
                split(text, at, matcher.start(), rule + 1, word);
            }
            split(text, matcher.start(), matcher.end(), rule + 1, word);
            at = matcher.end();
        }
        if (at < end) {
            split(text, at, end, rule + 1, word);
        }
    }

    /// Parts of rules.
    private static final class Words {
        static final String CONTRACTIONS_OF_ANY_CASE = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
        static final String GPT2 = "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";
    }
}
