package dev.becas.bot.moderation.text;

import com.ibm.icu.text.Normalizer2;
import java.util.Arrays;
import java.util.Set;

/// Builds the plain view: drops what cannot be seen, then normalises piece by piece, so that each piece keeps its
/// place.
///
/// A piece reaches from one normalisation boundary to the next (a letter and its marks, mostly), which gives the same
/// result as normalising the whole.
final class PlainTextBuilder {
    /// Units of one piece. The standard's "stream-safe" text allows 30 marks; a tower of marks beyond that is dropped.
    static final int PIECE_CHARS_MAX = 64;
    /// Marks on one letter from which a text is said to stack them. Vietnamese needs 2, Hebrew with accents 3.
    static final int MARKS_COMMON_MAX = 4;

    private static final Normalizer2 NORMALIZER = Normalizer2.getNFKCCasefoldInstance();
    private static final int REPLACEMENT = 0xFFFD;

    private final String content;
    private final int limit;
    private final Set<Disguise> disguises;
    private final StringBuilder out;
    private final StringBuilder piece = new StringBuilder(PIECE_CHARS_MAX);
    private final StringBuilder normalized = new StringBuilder(PIECE_CHARS_MAX);
    private int[] starts;
    private int[] ends;
    private int pieceStart;
    private int pieceEnd;
    private int pieceMarks;
    private boolean cut;

    PlainTextBuilder(String content, Set<Disguise> disguises) {
        this.content = content;
        this.limit = Math.min(content.length(), TextNormalizer.CONTENT_CHARS_MAX);
        this.disguises = disguises;
        this.cut = limit < content.length();
        this.out = new StringBuilder(limit);
        this.starts = new int[Math.max(16, limit)];
        this.ends = new int[starts.length];
    }

    boolean cut() {
        return cut;
    }

    PlainText build() {
        int previous = 0;
        for (int at = 0; at < limit && out.length() < TextNormalizer.PLAIN_CHARS_MAX; ) {
            int codePoint = content.codePointAt(at);
            int end = at + Character.charCount(codePoint);
            take(codePoint, at, end, previous);
            previous = codePoint;
            at = end;
        }
        flush();
        return new PlainText(out.toString(), starts, ends);
    }

    private void take(int codePoint, int at, int end, int previous) {
        if (codePoint < 0x80 && codePoint > ' ') {
            if (codePoint != 0x7F) {
                flush();
                append(codePoint, at, end);
            }
        } else if (Character.isWhitespace(codePoint) || Character.isSpaceChar(codePoint)) {
            flush();
            emitBlank(isLineEnd(codePoint) ? '\n' : ' ', at, end);
        } else if (!Character.isISOControl(codePoint)) {
            note(codePoint, previous);
            takeOther(isSurrogate(codePoint) ? REPLACEMENT : codePoint, at, end);
        }
    }

    private void takeOther(int codePoint, int at, int end) {
        if (NORMALIZER.hasBoundaryBefore(codePoint)) {
            flush();
        } else if (piece.length() >= PIECE_CHARS_MAX) {
            if (isMark(codePoint) || isInvisible(codePoint)) {
                pieceEnd = end;
                cut = true;
                return;
            }
            flush();
        }
        append(codePoint, at, end);
    }

    private void append(int codePoint, int at, int end) {
        if (piece.isEmpty()) {
            pieceStart = at;
            pieceMarks = 0;
        }
        piece.appendCodePoint(codePoint);
        pieceEnd = end;
        if (codePoint >= 0x300 && isMark(codePoint) && ++pieceMarks > MARKS_COMMON_MAX) {
            disguises.add(Disguise.STACKED_MARKS);
        }
    }

    private void flush() {
        if (piece.isEmpty()) {
            return;
        }
        if (piece.length() == 1 && piece.charAt(0) < 0x80) {
            emit(Character.toLowerCase(piece.charAt(0)), pieceStart, pieceEnd);
        } else {
            normalized.setLength(0);
            NORMALIZER.normalize(piece, normalized);
            for (int i = 0; i < normalized.length(); i++) {
                char unit = normalized.charAt(i);
                if (unit == ' ') {
                    emitBlank(unit, pieceStart, pieceEnd);
                } else {
                    emit(unit, pieceStart, pieceEnd);
                }
            }
        }
        piece.setLength(0);
    }

    /// A run of blanks is one blank that spans the run; it is a line end when one of them is.
    private void emitBlank(char blank, int start, int end) {
        int last = out.length() - 1;
        if (last >= 0 && (out.charAt(last) == ' ' || out.charAt(last) == '\n')) {
            ends[last] = end;
            if (blank == '\n') {
                out.setCharAt(last, '\n');
            }
        } else {
            emit(blank, start, end);
        }
    }

    private void emit(char unit, int start, int end) {
        int at = out.length();
        if (at >= TextNormalizer.PLAIN_CHARS_MAX) {
            cut = true;
            return;
        }
        if (at == starts.length) {
            starts = Arrays.copyOf(starts, at * 2);
            ends = Arrays.copyOf(ends, at * 2);
        }
        out.append(unit);
        starts[at] = start;
        ends[at] = end;
    }

    private void note(int codePoint, int previous) {
        if (isTurningControl(codePoint)) {
            disguises.add(Disguise.BIDI);
        } else if (isInvisible(codePoint)
                && !isVariationSelector(codePoint)
                && previous < 0x250
                && Character.isLetterOrDigit(previous)) {
            disguises.add(Disguise.INVISIBLE); // beside an emoji or in Persian the same characters are at home
        } else if (isStyledLetter(codePoint)) {
            disguises.add(Disguise.CONFUSABLE);
        }
    }

    /// Part of emoji such as the keycap 1.
    private static boolean isVariationSelector(int codePoint) {
        return codePoint >= 0xFE00 && codePoint <= 0xFE0F;
    }

    private static boolean isTurningControl(int codePoint) {
        return (codePoint >= 0x202A && codePoint <= 0x202E) || (codePoint >= 0x2066 && codePoint <= 0x2069);
    }

    private static boolean isInvisible(int codePoint) {
        return com.ibm.icu.lang.UCharacter.hasBinaryProperty(
                codePoint, com.ibm.icu.lang.UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }

    /// Latin letters and digits of mathematics, of enclosed forms and of full width: compatibility forms that imitate.
    private static boolean isStyledLetter(int codePoint) {
        return (codePoint >= 0x1D400 && codePoint <= 0x1D7FF)
                || (codePoint >= 0x2460 && codePoint <= 0x24FF)
                || (codePoint >= 0xFF10 && codePoint <= 0xFF5A && Character.isLetterOrDigit(codePoint));
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK;
    }

    private static boolean isLineEnd(int codePoint) {
        return codePoint == '\n' || codePoint == '\r' || codePoint == 0x2028 || codePoint == 0x2029;
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }
}
