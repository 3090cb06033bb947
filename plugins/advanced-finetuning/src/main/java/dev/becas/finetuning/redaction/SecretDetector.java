package dev.becas.finetuning.redaction;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tokens, keys and passwords: by their known shapes, by what is written before them, and by how random they look.
final class SecretDetector implements Detector {
    /// A shape and a piece of text without which it cannot match, so that most texts never meet a regular expression.
    private record Shape(String hint, Pattern pattern) {
        static Shape of(String hint, String regex) {
            return new Shape(hint, Pattern.compile(regex));
        }
    }

    private static final List<Shape> SHAPES = List.of(
            Shape.of(
                    "-----BEGIN",
                    "-----BEGIN [A-Z ]{0,40}+-----[A-Za-z0-9+/=\\s]{0,8000}+(?:-----END [A-Z ]{0,40}+-----)?"),
            Shape.of("/api/webhooks/", "https?://[a-z.]{1,60}+/api/webhooks/\\d{15,22}+/[\\w-]{30,120}+"),
            Shape.of("AKIA", "AKIA[0-9A-Z]{16}"),
            Shape.of("ASIA", "ASIA[0-9A-Z]{16}"),
            Shape.of("gh", "gh[pousr]_[A-Za-z0-9]{30,255}+"),
            Shape.of("github_pat_", "github_pat_\\w{40,255}+"),
            Shape.of("glpat-", "glpat-[\\w-]{20,64}+"),
            Shape.of("xox", "xox[abeprs]-[\\w-]{10,250}+"),
            Shape.of("AIza", "AIza[\\w-]{35}"),
            Shape.of("ya29.", "ya29\\.[\\w-]{20,500}+"),
            Shape.of("sk", "(?<!\\w)sk-[\\w-]{20,250}+"),
            Shape.of("k_", "(?<!\\w)[rsp]k_(?:live|test)_\\w{16,250}+"),
            Shape.of("npm_", "npm_[A-Za-z0-9]{36}"),
            Shape.of("SG.", "SG\\.[\\w-]{16,32}+\\.[\\w-]{30,64}+"),
            Shape.of("hf_", "(?<!\\w)hf_[A-Za-z0-9]{30,64}+"),
            Shape.of("eyJ", "eyJ[\\w-]{8,2000}+\\.[\\w-]{8,4000}+(?:\\.[\\w-]{0,1000}+)?"),
            Shape.of(":", "(?<!\\d)\\d{8,10}+:[\\w-]{35}(?!\\w)"),
            Shape.of(".", "(?<![\\w.-])[MNO][\\w-]{22,30}+\\.[\\w-]{5,8}+\\.[\\w-]{25,80}+"));

    private static final Pattern ASSIGNED =
            Pattern.compile("(?i)(?<![a-z])(?:password|passwd|pwd|passphrase|secret|token|api[ _-]?key|access[ _-]?key)"
                    + "[\"']?\\s{0,3}+(?:is\\s{1,3}+|[:=]\\s{0,3}+)[\"']?([^\\s\"',;]{6,200}+)");
    private static final Pattern LONG_WORD = Pattern.compile("(?<![\\w+/=-])[\\w+/=-]{32,512}+");
    private static final double RANDOM_BITS_MIN = 4.0;

    @Override
    public void find(String text, Findings findings) {
        for (Shape shape : SHAPES) {
            if (text.contains(shape.hint())) {
                addAll(shape.pattern().matcher(text), 0, findings);
            }
        }
        addAssigned(text, findings);
        Matcher words = LONG_WORD.matcher(text);
        while (words.find()) {
            if (looksRandom(words.group())) {
                findings.add(Sensitive.SECRET, words.start(), words.end());
            }
        }
    }

    /// `password is wrong` is no secret: after "is" a digit, or a symbol inside, is asked for.
    private static void addAssigned(String text, Findings findings) {
        Matcher matcher = ASSIGNED.matcher(text);
        while (matcher.find()) {
            if (matcher.group(1).chars().anyMatch(c -> !Character.isLetter(c) && c != '.' && c != '!' && c != '?')) {
                findings.add(Sensitive.SECRET, matcher.start(1), matcher.end(1));
            }
        }
    }

    private static void addAll(Matcher matcher, int group, Findings findings) {
        while (matcher.find()) {
            findings.add(Sensitive.SECRET, matcher.start(group), matcher.end(group));
        }
    }

    /// Upper case, lower case and digits, and at least four bits of entropy a character.
    private static boolean looksRandom(String word) {
        boolean upper = false;
        boolean lower = false;
        boolean digit = false;
        int[] counts = new int[128];
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            upper |= c >= 'A' && c <= 'Z';
            lower |= c >= 'a' && c <= 'z';
            digit |= Characters.isDigit(c);
            counts[c & 127]++;
        }
        return upper && lower && digit && bitsPerCharacter(counts, word.length()) >= RANDOM_BITS_MIN;
    }

    private static double bitsPerCharacter(int[] counts, int length) {
        double bits = 0;
        for (int count : counts) {
            if (count > 0) {
                double share = (double) count / length;
                bits -= share * Math.log(share) / Math.log(2);
            }
        }
        return bits;
    }
}
