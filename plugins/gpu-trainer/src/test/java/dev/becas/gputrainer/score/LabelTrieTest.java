package dev.becas.gputrainer.score;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.becas.gputrainer.score.LabelTrie.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

class LabelTrieTest {
    @Test
    void sharedBeginningsAreReadOnceAndLastTokensNever() {
        LabelTrie trie =
                new LabelTrie(List.of(new int[] {5, 6, 7}, new int[] {5, 6, 8}, new int[] {5, 9}, new int[] {4}));
        assertArrayEquals(new int[] {5, 6}, trie.tokens());
        assertArrayEquals(new int[] {-1, 0}, trie.parents());
        assertEquals(
                List.of(
                        List.of(new Step(0, 5), new Step(1, 6), new Step(2, 7)),
                        List.of(new Step(0, 5), new Step(1, 6), new Step(2, 8)),
                        List.of(new Step(0, 5), new Step(1, 9)),
                        List.of(new Step(0, 4))),
                trie.labels());
    }

    @Test
    void theSameTokenElsewhereIsAnotherBranch() {
        LabelTrie trie = new LabelTrie(List.of(new int[] {5, 5, 5}, new int[] {6, 5, 5}));
        assertArrayEquals(new int[] {5, 5, 6, 5}, trie.tokens());
        assertArrayEquals(new int[] {-1, 0, -1, 2}, trie.parents());
    }

    @Test
    void aLabelWithoutTokensIsRefused() {
        Exception refused =
                assertThrows(IllegalArgumentException.class, () -> new LabelTrie(List.of(new int[] {1}, new int[0])));
        assertEquals("label 1 has no tokens", refused.getMessage());
    }

    @Test
    void twoLabelsOfTheSameTokensAreRefused() {
        Exception refused = assertThrows(
                IllegalArgumentException.class, () -> new LabelTrie(List.of(new int[] {1, 2}, new int[] {1, 2})));
        assertEquals("labels 0 and 1 have the same tokens", refused.getMessage());
    }
}
