package dev.becas.gputrainer.score;

import java.util.List;

/// Prompts behind what they share, each with all labels behind it, as the tree of one pass. A prompt's own tokens come
/// first, then its labels'.
///
/// @param ids tokens of all, `N`
/// @param parents the place of the token before each, -1 for the end of what they share
/// @param rows of each prompt: the place of its last token, then of each inner token of the labels
/// @param promptTokens how many tokens are the prompts'
@SuppressWarnings("ArrayRecordComponent") // Hundreds of ids a pass, of which nobody keeps one.
record Branches(int[] ids, int[] parents, int[] rows, int promptTokens) {
    /// @param prompts each longer than `shared`
    /// @param shared tokens that all of them begin with, and that are read already
    static Branches of(List<int[]> prompts, int shared, LabelTrie labels) {
        int[] inner = labels.tokens();
        int[] before = labels.parents();
        int own = prompts.stream().mapToInt(prompt -> prompt.length - shared).sum();
        int[] ids = new int[own + prompts.size() * inner.length];
        int[] parents = new int[ids.length];
        int[] rows = new int[prompts.size() * (1 + inner.length)];
        int at = 0;
        int row = 0;
        for (int[] prompt : prompts) {
            for (int i = shared; i < prompt.length; i++) {
                ids[at] = prompt[i];
                parents[at] = i == shared ? -1 : at - 1;
                at++;
            }
            int end = at - 1;
            rows[row++] = end;
            for (int i = 0; i < inner.length; i++) {
                ids[at] = inner[i];
                parents[at] = end + 1 + before[i];
                rows[row++] = at++;
            }
        }
        return new Branches(ids, parents, rows, own);
    }
}
