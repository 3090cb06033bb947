package dev.becas.bot.moderation.rules;

import dev.becas.bot.moderation.text.FoldedText;
import dev.becas.bot.moderation.text.FoldedText.Border;
import dev.becas.bot.moderation.text.TextNormalizer;

/// A term in its folded form.
///
/// The automaton finds rows of equal runs; [#matchesAt] then holds what a run hides (its length, `i` or `l`) and where
/// words begin and end against the text.
record Term(FoldedText folded, boolean openStart, boolean openEnd) {
    static final int SYMBOLS_MAX = 64;
    /// A longer run stands for a shorter one when it is stretched beyond what words have.
    private static final int STRETCHED_MIN = 3;
    /// Shorter terms are found too easily inside spaced-out words.
    private static final int SYMBOLS_INSIDE_SPACED_MIN = 4;

    static Term of(String written) {
        String body = written.strip();
        boolean openStart = body.startsWith("*");
        boolean openEnd = body.length() > 1 && body.endsWith("*");
        body = body.substring(openStart ? 1 : 0, body.length() - (openEnd ? 1 : 0));
        FoldedText folded = TextNormalizer.normalize(body).folded();
        if (folded.length() == 0 || folded.length() > SYMBOLS_MAX) {
            throw new IllegalArgumentException("term must hold 1 to " + SYMBOLS_MAX + " letters or digits but \""
                    + written + "\" holds " + folded.length());
        }
        return new Term(folded, openStart, openEnd);
    }

    boolean matchesAt(FoldedText text, int firstRun) {
        return beginsAndEnds(text, firstRun) && hasTheSameRuns(text, firstRun) && hasTheSameWords(text, firstRun);
    }

    private boolean beginsAndEnds(FoldedText text, int firstRun) {
        Border before = text.border(text.runStart(firstRun));
        Border after = text.border(text.runStart(firstRun + folded.runs()));
        return (openStart || isWordBorder(before)) && (openEnd || isWordBorder(after));
    }

    private boolean isWordBorder(Border border) {
        return switch (border) {
            case NONE -> false;
            case SOFT -> folded.length() >= SYMBOLS_INSIDE_SPACED_MIN;
            case JOINT, HARD -> true;
        };
    }

    private boolean hasTheSameRuns(FoldedText text, int firstRun) {
        for (int run = 0; run < folded.runs(); run++) {
            int mine = folded.runLength(run);
            int theirs = text.runLength(firstRun + run);
            boolean opensBefore = openStart && run == 0;
            boolean opensAfter = openEnd && run == folded.runs() - 1;
            boolean stretched = theirs > mine
                    && text.stretch(firstRun + run) >= STRETCHED_MIN
                    && folded.hasTheLettersOf(run, text, firstRun + run);
            boolean fits = theirs == mine || (theirs > mine && (opensBefore || opensAfter));
            int skipped = opensBefore ? theirs - mine : 0;
            if (!stretched && !(fits && agree(run, text, text.runStart(firstRun + run) + skipped))) {
                return false;
            }
        }
        return true;
    }

    private boolean agree(int run, FoldedText text, int from) {
        for (int i = 0; i < folded.runLength(run); i++) {
            if (!folded.agrees(folded.runStart(run) + i, text, from + i)) {
                return false;
            }
        }
        return true;
    }

    private boolean hasTheSameWords(FoldedText text, int firstRun) {
        for (int run = 1; run < folded.runs(); run++) {
            Border mine = folded.border(folded.runStart(run));
            Border theirs = text.border(text.runStart(firstRun + run));
            boolean fits = mine == Border.HARD ? theirs != Border.NONE : theirs != Border.HARD;
            if (!fits && mine != Border.JOINT) {
                return false;
            }
        }
        return true;
    }
}
