package dev.becas.bot.moderation.text;

import dev.becas.bot.moderation.text.FoldedText.Border;
import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.Set;

/// Folds a plain text, token by token. A token is what stands between two blanks.
final class Folder {
    /// Tokens of one letter in a row that are taken for a spaced-out word.
    static final int SPACED_LETTERS_MIN = 3;
    /// Letters with a sign after each, without blanks, from which they are a disguise and no abbreviation (`U.S.A.`).
    static final int DOTTED_LETTERS_MIN = 4;
    /// Longer tokens are taken for addresses, whose figures stand for nothing.
    static final int PATH_CHARS_MAX = 64;
    /// Equal letters in a row that no ordinary word has.
    static final int STRETCHED_LETTERS_MIN = 3;

    private final String content;
    private final PlainText plain;
    private final String text;
    private final Set<Disguise> disguises;
    private char[] symbols;
    private Border[] borders;
    private int[] starts;
    private int[] ends;
    private int length;
    private Border pending = Border.HARD;

    Folder(String content, PlainText plain, Set<Disguise> disguises) {
        this.content = content;
        this.plain = plain;
        this.text = plain.text();
        this.disguises = disguises;
        int size = Math.max(16, text.length());
        this.symbols = new char[size];
        this.borders = new Border[size];
        this.starts = new int[size];
        this.ends = new int[size];
    }

    FoldedText fold() {
        for (int at = skipBlank(0); at < text.length(); at = skipBlank(at)) {
            int spacedEnd = spacedEnd(at);
            int end = spacedEnd > at ? spacedEnd : tokenEnd(at);
            pending = Border.HARD;
            if (spacedEnd > at) {
                disguises.add(Disguise.SPACED);
            }
            foldToken(at, end);
            at = end;
        }
        FoldedText folded = new FoldedText(symbols, borders, starts, ends, length);
        for (int run = 0; run < folded.runs(); run++) {
            if (folded.stretch(run) >= STRETCHED_LETTERS_MIN
                    && Character.isLetter(folded.symbolClass(folded.runStart(run)))) {
                disguises.add(Disguise.STRETCHED);
            }
        }
        return folded;
    }

    private int skipBlank(int at) {
        return at < text.length() && isBlank(text.charAt(at)) ? at + 1 : at;
    }

    private int tokenEnd(int at) {
        int end = at;
        while (end < text.length() && !isBlank(text.charAt(end))) {
            end++;
        }
        return end;
    }

    /// The end of a row of tokens of one letter each with a single blank between, or `at` when there is no such row
    /// here.
    private int spacedEnd(int at) {
        int count = 0;
        int letters = 0;
        int end = at;
        for (int next = at; isSingle(next); next = end + 1) {
            letters += Character.isLetter(text.codePointAt(next)) ? 1 : 0;
            count++;
            end = next + Character.charCount(text.codePointAt(next));
            boolean narrowBlank =
                    end < text.length() && plain.end(end) - plain.start(end) == 1 && text.charAt(end) == ' ';
            if (!narrowBlank) {
                break;
            }
        }
        return count >= SPACED_LETTERS_MIN && letters >= SPACED_LETTERS_MIN - 1 ? end : at;
    }

    private boolean isSingle(int at) {
        if (at >= text.length() || isBlank(text.charAt(at))) {
            return false;
        }
        int codePoint = text.codePointAt(at);
        int end = at + Character.charCount(codePoint);
        boolean alone = end == text.length() || isBlank(text.charAt(end));
        return alone && (!LookAlikes.of(codePoint).isEmpty() || Leet.isSign(codePoint));
    }

    private void foldToken(int from, int to) {
        boolean letters = false;
        boolean latin = false;
        boolean foreign = false;
        for (int i = from; i < to; i++) {
            char unit = text.charAt(i);
            boolean isLetter = Character.isLetter(unit) || Character.isSurrogate(unit);
            letters |= isLetter;
            latin |= isLetter && unit < 0x80;
            foreign |= isLetter && unit >= 0x370 && looksLatin(unit);
        }
        if (latin && foreign) {
            disguises.add(Disguise.CONFUSABLE);
        }
        int first = length;
        for (int i = from; i < to; ) {
            int codePoint = text.codePointAt(i);
            int end = i + Character.charCount(codePoint);
            foldOne(codePoint, i, end, from, to, letters);
            i = end;
        }
        joinDottedLetters(first);
    }

    /// Turns the joints of `f.r.e.e` into soft borders: three single letters or more with a sign between each two.
    private void joinDottedLetters(int first) {
        for (int from = first; from < length; ) {
            int to = from + 1;
            while (to < length && borders[to] == Border.JOINT) {
                to++;
            }
            // symbols [from, to) have joints between them; the last is single only when a joint or the end follows
            boolean lastIsLong = to < length && borders[to] == Border.NONE;
            int singlesEnd = lastIsLong ? to - 1 : to;
            if (singlesEnd - from >= SPACED_LETTERS_MIN) {
                Arrays.fill(borders, from + 1, singlesEnd, Border.SOFT);
                if (singlesEnd - from >= DOTTED_LETTERS_MIN) {
                    disguises.add(Disguise.SPACED);
                }
            }
            from = to;
        }
    }

    private static boolean looksLatin(char unit) {
        if (Character.isSurrogate(unit) || UnicodeScript.of(unit) == UnicodeScript.LATIN) {
            return false;
        }
        String looks = LookAlikes.of(unit);
        return !looks.isEmpty() && looks.charAt(0) < 0x80;
    }

    private void foldOne(int codePoint, int at, int end, int from, int to, boolean letters) {
        if (Leet.isDigit(codePoint)) {
            boolean between = at > from && end < to && isLetterAt(at - 1) && isLetterAt(end);
            if (letters && between && !isPath(from, to)) {
                disguises.add(Disguise.LEET);
            }
            emit(letters ? Leet.letter(codePoint) : (char) codePoint, at);
        } else if (Leet.isSign(codePoint) && letters && isInsideWord(codePoint, at, from, to)) {
            if (at > from && !isPath(from, to)) {
                disguises.add(Disguise.LEET); // at the beginning it may be a price or a ticker
            }
            emit(Leet.letter(codePoint), at);
        } else {
            foldLetter(codePoint, at);
        }
    }

    private void foldLetter(int codePoint, int at) {
        String looks = LookAlikes.of(codePoint);
        if (looks.isEmpty()) {
            Border border = isBlank((char) codePoint)
                    ? Border.SOFT // only inside a spaced-out word
                    : codePoint == '\'' || codePoint == 0x2019
                            ? Border.SOFT
                            : isMark(codePoint) ? Border.NONE : Border.JOINT;
            pending = border.compareTo(pending) > 0 ? border : pending;
            return;
        }
        for (int i = 0; i < looks.length(); i++) {
            char symbol = looks.charAt(i);
            boolean eitherWay = (symbol == 'i' || symbol == 'l') && (codePoint >= 0x80 || isOddCapital(at));
            emit(eitherWay ? FoldedText.I_OR_L : symbol, at);
        }
    }

    /// A capital I after a small letter stands as often for an l.
    private boolean isOddCapital(int at) {
        int place = plain.start(at);
        return content.charAt(place) == 'I' && place > 0 && Character.isLowerCase(content.charAt(place - 1));
    }

    /// Whether a sign has letters, or more such signs, where a letter would have them. `$` may also begin or end a
    /// word.
    private boolean isInsideWord(int sign, int at, int from, int to) {
        boolean before = at > from && isLetterLike(at - 1, sign);
        boolean after = at + 1 < to && isLetterLike(at + 1, sign);
        return sign == '$' ? before || after : before && after;
    }

    private boolean isLetterLike(int at, int sign) {
        char unit = text.charAt(at);
        return sign == '$' ? Character.isLetter(unit) || unit == sign : Character.isLetterOrDigit(unit);
    }

    /// Whether a token holds a slash: the figures of addresses mean nothing. Looked at in short tokens only.
    private boolean isPath(int from, int to) {
        return to - from > PATH_CHARS_MAX || text.substring(from, to).indexOf('/') >= 0;
    }

    private boolean isLetterAt(int at) {
        return Character.isLetter(text.charAt(at));
    }

    private void emit(char symbol, int at) {
        if (length == symbols.length) {
            symbols = Arrays.copyOf(symbols, length * 2);
            borders = Arrays.copyOf(borders, length * 2);
            starts = Arrays.copyOf(starts, length * 2);
            ends = Arrays.copyOf(ends, length * 2);
        }
        symbols[length] = symbol;
        borders[length] = pending;
        starts[length] = plain.start(at);
        ends[length] = plain.end(at);
        length++;
        pending = Border.NONE;
    }

    private static boolean isMark(int codePoint) {
        return Character.getType(codePoint) == Character.NON_SPACING_MARK;
    }

    private static boolean isBlank(char unit) {
        return unit == ' ' || unit == '\n';
    }
}
