package dev.becas.linear.feature;

import java.util.HashMap;
import java.util.Map;

/// Turns a rendered input into features. One instance serves one thread at a time; what it returns is overwritten by
/// the next call.
///
/// A message is asked about in several categories, one after the other. The features of the message itself are the same
/// in all of them and come first in the row, so they are kept when the next input has the same message.
///
/// The input is lines `key: value`. `message:` gives words, pairs of words and character 2- to 5-grams. Each `rule:` is
/// hashed as a whole (lower case, spaces folded) and paired with the words of the message: the same words under another
/// rule are other features. `author trust:` gives one of ten buckets, any other line its words under its own key. A
/// line without a key, or with a key longer than 40 characters, goes on with the line before it.
public final class FeatureExtractor {
    /// Changes whenever the features of any input change; a model of another version is refused.
    public static final int VERSION = 1;

    private static final int RULES_MAX = 32;
    /// Rules whose hashes are kept: servers have few, and every message comes with them.
    private static final int RULES_KEPT = 512;

    private static final int KEY_MAX = 40;
    private static final int TRUST_BUCKETS = 10;

    private static final int WORD = 0x1b873593;
    private static final int PAIR = 0x7feb352d;
    private static final int GRAM = 0x846ca68b;
    private static final int RULE = 0x2c1b3c6d;
    private static final int SHAPE = 0x297a2d39;

    private final FeatureRow row = new FeatureRow();
    private final MessageText message = new MessageText();
    private final MessageText line = new MessageText();
    private final Map<String, Integer> ruleHashes = new HashMap<>();
    private final int[] rules = new int[RULES_MAX];
    private final int[] contextHashes = new int[4 * MessageText.WORDS_MAX];
    private int ruleCount;
    private int contextCount;
    /// The text whose features the row begins with; no text at first.
    private String said = "";
    private boolean saidStands;
    private int messageFrom;
    private int messageTo;

    /// The features of `input`. An input without a `message:` line has context only.
    public FeatureRow extract(String input) {
        ruleCount = contextCount = messageFrom = messageTo = 0;
        readLines(input);
        addMessage(input);
        addRules();
        row.endBlock(FeatureBlock.RULE_AND_WORDS);
        addContext();
        row.endBlock(FeatureBlock.CONTEXT);
        return row;
    }

    /// Whether `input` ends with the message that was taken apart last.
    public boolean knows(String input) {
        return saidStands && input.endsWith(said);
    }

    private void addMessage(String input) {
        int length = messageTo - messageFrom;
        boolean again = saidStands && length == said.length() && input.startsWith(said, messageFrom);
        if (!again) {
            said = input.substring(messageFrom, messageTo);
            message.read(said, 0, length);
            saidStands = true;
        }
        int characters = message.length + message.wordCount * ruleCount + contextCount;
        if (again && row.isRoomFor(characters)) {
            row.cutAfter(FeatureBlock.CHARACTERS);
            return;
        }
        row.clear(characters);
        addWords();
        row.endBlock(FeatureBlock.WORDS);
        addCharacters();
        row.endBlock(FeatureBlock.CHARACTERS);
    }

    private void readLines(String input) {
        int at = 0;
        while (at < input.length()) {
            int end = lineEnd(input, at);
            while (end < input.length() && keyEnd(input, end + 1) < 0) {
                end = lineEnd(input, end + 1);
            }
            readLine(input, at, end);
            at = end + 1;
        }
    }

    private static int lineEnd(String input, int from) {
        int end = input.indexOf('\n', from);
        return end < 0 ? input.length() : end;
    }

    /// Where the key that begins at `from` has its colon, or -1 when no key begins there.
    private static int keyEnd(String input, int from) {
        int limit = Math.min(input.length(), from + KEY_MAX);
        for (int i = from; i < limit; i++) {
            char c = input.charAt(i);
            if (c == ':') {
                return i > from && (i + 1 == input.length() || input.charAt(i + 1) == ' ') ? i : -1;
            }
            if ((c < 'a' || c > 'z') && c != ' ') {
                return -1;
            }
        }
        return -1;
    }

    private void readLine(String input, int from, int to) {
        int colon = keyEnd(input, from);
        int value = Math.min(to, colon + 2);
        if (isKey(input, from, colon, "message")) {
            messageFrom = value;
            messageTo = to;
        } else if (isKey(input, from, colon, "rule")) {
            readRule(input, value, to);
        } else if (isKey(input, from, colon, "author trust")) {
            addContextHash(SHAPE + 1_000 + trustBucket(input, value, to));
        } else {
            readContext(input, from, Math.max(from, colon), colon < 0 ? from : value, to);
        }
    }

    private static boolean isKey(String input, int from, int colon, String key) {
        return colon - from == key.length() && input.startsWith(key, from);
    }

    private void readRule(String input, int from, int to) {
        String text = input.substring(from, to);
        Integer known = ruleHashes.get(text);
        int hash = known == null ? ruleHash(text) : known;
        if (ruleCount < RULES_MAX) {
            rules[ruleCount++] = hash;
        }
        addContextHash(hash + RULE);
    }

    private int ruleHash(String text) {
        line.read(text, 0, text.length());
        int hash = RULE;
        for (int i = 0; i < line.length; i++) {
            hash = 31 * hash + line.characters[i];
        }
        if (ruleHashes.size() >= RULES_KEPT) {
            ruleHashes.clear();
        }
        ruleHashes.put(text, FeatureRow.mix(hash));
        return FeatureRow.mix(hash);
    }

    /// Trust is a whole number of 100, or a share with a decimal point; a word (`new`, `trusted`) is a bucket of its
    /// own.
    private static int trustBucket(String input, int from, int to) {
        double value = 0;
        double unit = 0;
        for (int i = from; i < Math.min(to, from + 8); i++) {
            char c = input.charAt(i);
            if (c >= '0' && c <= '9') {
                value = unit == 0 ? value * 10 + (c - '0') : value + (c - '0') * unit;
                unit /= 10;
            } else if (c == '.' && unit == 0) {
                unit = 0.1;
            } else if (i == from) {
                return FeatureRow.mix(input.substring(from, to).strip().hashCode()) | TRUST_BUCKETS + 1;
            } else {
                break;
            }
        }
        double share = unit == 0 ? value / 100 : value;
        return (int) Math.clamp(share * TRUST_BUCKETS, 0, TRUST_BUCKETS - 1);
    }

    private void readContext(String input, int from, int keyTo, int value, int to) {
        int key = SHAPE;
        for (int i = from; i < keyTo; i++) {
            key = 31 * key + input.charAt(i);
        }
        line.read(input, value, to);
        for (int i = 0; i < line.wordCount; i++) {
            addContextHash(FeatureRow.mix(key) + line.words[i]);
        }
    }

    private void addContextHash(int hash) {
        if (contextCount < contextHashes.length) {
            contextHashes[contextCount++] = hash;
        }
    }

    private void addWords() {
        int before = 0;
        for (int i = 0; i < message.wordCount; i++) {
            int word = message.words[i];
            row.add(word ^ WORD);
            row.add(before * PAIR + word);
            before = word;
        }
        if (message.wordCount > 0) {
            row.add(before * PAIR);
        }
    }

    private void addCharacters() {
        char[] c = message.characters;
        int length = message.length;
        for (int i = 0; i + 1 < length; i++) {
            int hash = c[i] + GRAM;
            int end = Math.min(length, i + 5);
            for (int k = i + 1; k < end; k++) {
                hash = 31 * hash + c[k];
                row.add(hash * GRAM);
            }
        }
    }

    private void addRules() {
        for (int r = 0; r < ruleCount; r++) {
            int rule = rules[r];
            int before = 0;
            for (int i = 0; i < message.wordCount; i++) {
                int word = message.words[i];
                row.add(rule * RULE + word);
                row.add((rule * RULE + before) * PAIR + word);
                before = word;
            }
        }
    }

    private void addContext() {
        for (int i = 0; i < contextCount; i++) {
            row.add(contextHashes[i]);
        }
        int letters = Math.max(1, message.length - 2);
        row.add(SHAPE + 10 + 32 - Integer.numberOfLeadingZeros(letters));
        row.add(SHAPE + 100 + 10 * message.upperCase / letters);
        row.add(SHAPE + 200 + 10 * message.digits / letters);
        row.add(SHAPE + 300 + 10 * message.symbols / letters);
        row.add(SHAPE + 400 + Math.min(5, message.mentions));
        row.add(SHAPE + 500 + (message.link ? 1 : 0));
    }
}
