package dev.becas.linear.feature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FeatureExtractorTest {
    private final FeatureExtractor extractor = new FeatureExtractor();

    private Set<Integer> block(FeatureBlock block, String input) {
        FeatureRow row = extractor.extract(input);
        Set<Integer> found = new TreeSet<>();
        for (int i = row.start(block); i < row.end(block); i++) {
            found.add(row.index(i));
        }
        return found;
    }

    @Test
    void countsWordsAndPairsOfWords() {
        // hello, there; (start, hello), (hello, there), (there, end)
        assertEquals(5, block(FeatureBlock.WORDS, "message: Hello, there!").size());
    }

    @Test
    void readsLettersAsLowerCaseAndAnyRunOfSpacesAsOne() {
        assertEquals(
                block(FeatureBlock.CHARACTERS, "message: free nitro"),
                block(FeatureBlock.CHARACTERS, "message: FREE \t Nitro "));
    }

    @Test
    void countsCharacterGramsOfTwoToFive() {
        // " ab ": 3 of two, 2 of three, 1 of four
        assertEquals(6, block(FeatureBlock.CHARACTERS, "message: ab").size());
    }

    @Test
    void takesAnEmojiForAWord() {
        assertEquals(5, block(FeatureBlock.WORDS, "message: hey 🐍").size());
    }

    @Test
    void countsAFeatureOnceHoweverOftenItIsThere() {
        // spam; (start, spam), (spam, spam), (spam, end)
        assertEquals(
                4,
                block(FeatureBlock.WORDS, "message: spam spam spam spam spam spam")
                        .size());
    }

    @Test
    void pairsEachRuleWithEachWordOfTheMessage() {
        Set<Integer> none = block(FeatureBlock.RULE_AND_WORDS, "message: join my server");
        Set<Integer> one = block(FeatureBlock.RULE_AND_WORDS, "message: join my server\nrule: no advertising");
        Set<Integer> other = block(FeatureBlock.RULE_AND_WORDS, "message: join my server\nrule: adverts welcome");
        assertTrue(none.isEmpty());
        assertEquals(6, one.size());
        assertEquals(6, other.size());
        assertTrue(one.stream().noneMatch(other::contains));
    }

    @Test
    void takesARuleForTheSameInOtherCaseAndSpacing() {
        assertEquals(
                block(FeatureBlock.RULE_AND_WORDS, "message: hi\nrule: No  Adverts"),
                block(FeatureBlock.RULE_AND_WORDS, "rule: no adverts\nmessage: hi"));
    }

    @Test
    void keepsTheBlocksOfTheMessageApartFromTheOtherLines() {
        assertEquals(
                block(FeatureBlock.WORDS, "message: hi"),
                block(FeatureBlock.WORDS, "context: some words before\nmessage: hi\nauthor trust: 0.2"));
    }

    @Test
    void putsAuthorTrustInOneOfTenBuckets() {
        String before = "message: hi\nauthor trust: ";
        assertEquals(block(FeatureBlock.CONTEXT, before + "0.31"), block(FeatureBlock.CONTEXT, before + "0.39"));
        assertEquals(block(FeatureBlock.CONTEXT, before + "0.35"), block(FeatureBlock.CONTEXT, before + "35"));
        assertEquals(block(FeatureBlock.CONTEXT, before + "0.01"), block(FeatureBlock.CONTEXT, before + "1"));
        assertNotEquals(block(FeatureBlock.CONTEXT, before + "0.39"), block(FeatureBlock.CONTEXT, before + "0.41"));
        assertNotEquals(block(FeatureBlock.CONTEXT, before + "new"), block(FeatureBlock.CONTEXT, before + "old"));
    }

    @Test
    void goesOnWithTheMessageOnALineWithoutAKey() {
        assertEquals(
                block(FeatureBlock.WORDS, "message: one two three"),
                block(FeatureBlock.WORDS, "message: one two\nTHREE"));
    }

    @Test
    void seesTheShapeThatLowerCaseHides() {
        assertNotEquals(
                block(FeatureBlock.CONTEXT, "message: stop it"), block(FeatureBlock.CONTEXT, "message: STOP IT"));
    }

    @Test
    void stopsAtTheLimitsOfALongInput() {
        StringBuilder rules = new StringBuilder("message: ");
        for (int i = 0; i < 3_000; i++) {
            rules.append(Integer.toString(i * 7919, 36)).append(' ');
        }
        for (int i = 0; i < 100; i++) {
            rules.append("\nrule: number ").append(i);
        }
        FeatureRow row = extractor.extract(rules.toString());
        assertEquals(FeatureRow.FEATURES_MAX - 1, row.size(), 1.0);
        assertEquals(row.size(), row.end(FeatureBlock.CONTEXT));
    }

    @Test
    void findsNothingButShapeInAnEmptyInput() {
        FeatureRow row = extractor.extract("");
        assertEquals(0, row.end(FeatureBlock.RULE_AND_WORDS));
        assertEquals(6, row.end(FeatureBlock.CONTEXT));
    }

    @Test
    void roundsTheSizeOfABlockToHalfAnOctave() {
        assertEquals(0, FeatureBlock.step(1));
        assertEquals(2, FeatureBlock.step(2));
        assertEquals(3, FeatureBlock.step(3));
        assertEquals(4, FeatureBlock.step(4));
        assertEquals(17, FeatureBlock.step(400));
        assertEquals(1 / Math.sqrt(16), FeatureBlock.WORDS.value(FeatureBlock.step(16)), 1e-7);
        for (int count = 2; count < FeatureRow.FEATURES_MAX; count++) {
            assertEquals(2 * Math.log(count) / Math.log(2), FeatureBlock.step(count), 0.500_001);
        }
    }

    @Test
    void givesTheSameRowWhateverWasTakenApartBefore() {
        List<String> texts = List.of("free nitro here", "hello", "", "hello hello @you 12 //x", "e".repeat(4_000));
        List<String> heads = List.of(
                "",
                "rule: no scams\n",
                "rule: no scams\nrule: be kind\nauthor trust: low\n",
                "rule: a rule of many words that needs a larger table of what was seen than the message\n".repeat(32));
        for (String text : texts) {
            for (String first : heads) {
                for (String second : heads) {
                    extractor.extract(first + "message: " + text);
                    String input = second + "message: " + text;
                    assertTrue(extractor.knows(input));
                    assertEquals(rowOf(new FeatureExtractor(), input), rowOf(extractor, input));
                }
            }
        }
    }

    private static List<Integer> rowOf(FeatureExtractor extractor, String input) {
        FeatureRow row = extractor.extract(input);
        List<Integer> all = new ArrayList<>();
        for (FeatureBlock block : FeatureBlock.values()) {
            all.add(row.end(block));
        }
        for (int i = 0; i < row.size(); i++) {
            all.add(row.index(i));
        }
        return all;
    }
}
