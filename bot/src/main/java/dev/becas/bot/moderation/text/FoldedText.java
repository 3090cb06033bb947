package dev.becas.bot.moderation.text;

import dev.becas.kernel.flow.Span;
import java.util.Arrays;

/// The folded view: a row of symbols (letters and digits as they look), each with the border before it and its place in
/// the content; and the same row with repeated symbols squeezed into runs, which is what terms are searched in.
///
/// `i`, `l` and what may be either share one [#symbolClass]; [#agrees] tells them apart again where the text does.
public final class FoldedText {
    /// What stands before a symbol. From [#JOINT] on a word may begin there; up to [#JOINT] a word may go on across it.
    public enum Border {
        /// Nothing: inside a word.
        NONE,
        /// Between letters that were spaced out, or at an apostrophe: most likely inside a word.
        SOFT,
        /// A sign without a blank: `free.nitro`, `f.r.e.e`. Either.
        JOINT,
        /// A blank: between words.
        HARD
    }

    /// A symbol that may be an `i` or an `l`.
    static final char I_OR_L = '\u0001';

    private final char[] symbols;
    private final Border[] borders;
    private final int[] starts;
    private final int[] ends;
    private final int[] runStarts;
    private final int length;
    private final int runs;

    FoldedText(char[] symbols, Border[] borders, int[] starts, int[] ends, int length) {
        this.symbols = Arrays.copyOf(symbols, length);
        this.borders = Arrays.copyOf(borders, length);
        this.starts = Arrays.copyOf(starts, length);
        this.ends = Arrays.copyOf(ends, length);
        this.length = length;
        int[] firsts = new int[length];
        int count = 0;
        for (int i = 0; i < length; i++) {
            boolean goesOn = i > 0 && borders[i].compareTo(Border.JOINT) < 0 && symbolClass(i) == symbolClass(i - 1);
            if (!goesOn) {
                firsts[count++] = i;
            }
        }
        this.runStarts = Arrays.copyOf(firsts, count);
        this.runs = count;
    }

    /// Symbols in the row.
    public int length() {
        return length;
    }

    /// Runs of equal symbols in the row.
    public int runs() {
        return runs;
    }

    /// The first symbol of a run; of the run after the last one, the length of the row.
    public int runStart(int run) {
        return run < runs ? runStarts[run] : length;
    }

    public int runLength(int run) {
        return runStart(run + 1) - runStart(run);
    }

    /// The longest row of one letter in a run: 2 in `ill`, whose letters are of one class but not all the same.
    public int stretch(int run) {
        int longest = 0;
        int current = 0;
        for (int i = runStart(run); i < runStart(run + 1); i++) {
            current = i > runStart(run) && symbols[i] == symbols[i - 1] ? current + 1 : 1;
            longest = Math.max(longest, current);
        }
        return longest;
    }

    /// Whether a run, squeezed to its letters, may be a run of another: `illl` and `ill`, but not `ill` and `i`.
    public boolean hasTheLettersOf(int run, FoldedText other, int otherRun) {
        int theirs = other.runStart(otherRun);
        int end = other.runStart(otherRun + 1);
        for (int mine = runStart(run); mine < runStart(run + 1); mine++) {
            while (theirs < end && !agrees(mine, other, theirs)) {
                theirs++;
            }
            if (theirs == end) {
                return false;
            }
        }
        while (theirs < end && agrees(runStart(run + 1) - 1, other, theirs)) {
            theirs++;
        }
        return theirs == end;
    }

    /// The class that a symbol is searched by.
    public char symbolClass(int index) {
        char symbol = symbols[index];
        return symbol == 'l' || symbol == I_OR_L ? 'i' : symbol;
    }

    /// The border before a symbol; after the last symbol stands a [Border#HARD] one.
    public Border border(int index) {
        return index == 0 || index >= length ? Border.HARD : borders[index];
    }

    /// Whether a symbol of this row may be the symbol of another.
    public boolean agrees(int index, FoldedText other, int otherIndex) {
        char mine = symbols[index];
        char theirs = other.symbols[otherIndex];
        return mine == theirs
                || (symbolClass(index) == other.symbolClass(otherIndex) && (mine == I_OR_L || theirs == I_OR_L));
    }

    /// Where symbols `[from, to)` stand in the content.
    public Span original(int from, int to) {
        if (from < 0 || to <= from || to > length) {
            throw new IndexOutOfBoundsException("[" + from + ", " + to + ") is not a piece of " + length + " symbols");
        }
        return new Span(starts[from], ends[to - 1]);
    }

    /// The words of the row, one blank between two, for people and for fingerprints.
    public String words() {
        StringBuilder words = new StringBuilder(length + 16);
        for (int i = 0; i < length; i++) {
            if (i > 0 && (borders[i] == Border.HARD || borders[i] == Border.JOINT)) {
                words.append(' ');
            }
            words.append(symbols[i] == I_OR_L ? 'i' : symbols[i]);
        }
        return words.toString();
    }

    @Override
    public String toString() {
        return words();
    }
}
