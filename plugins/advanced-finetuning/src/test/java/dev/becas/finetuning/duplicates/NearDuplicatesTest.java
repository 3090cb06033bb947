package dev.becas.finetuning.duplicates;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NearDuplicatesTest {
    private static final double LEAST = 0.85;

    @Test
    void comparesTextsWithoutCaseSpacingPunctuationAndInvisibleCharacters() {
        assertEquals("free nitro here", PlainText.of("  FREE\u200b   nitro...  \u201chere\u201d!!"));
        assertEquals("free", PlainText.of("\uff46\uff52\uff45\uff45"));
        assertEquals("", PlainText.of("?!"));
    }

    @Test
    void measuresTheShareOfPiecesTwoTextsHaveInCommon() {
        // abcde bcdef cdefg / abcde bcdef cdefx: two of four.
        assertEquals(0.5, Shingles.of("abcdefg").jaccard(Shingles.of("abcdefx")));
        assertEquals(1.0, Shingles.of("hi").jaccard(Shingles.of("HI!")));
        assertEquals(0.0, Shingles.of("hi").jaccard(Shingles.of("ho")));
    }

    @Test
    void givesOneTextTheSameKeysEachTime() {
        assertArrayEquals(MinHash.keys(Shingles.of("claim your gift")), MinHash.keys(Shingles.of("Claim  your gift!")));
    }

    @Test
    void letsNearDuplicatesMeetUnderAKey() {
        Random random = new Random(3);
        int near = 0;
        int met = 0;
        int far = 0;
        int metThoughFar = 0;
        for (int i = 0; i < 6_000; i++) {
            String text = sentence(random, 14);
            Shingles first = Shingles.of(text);
            int changed = i % 2 == 0 ? random.nextInt(4) : 30;
            Shingles second = Shingles.of(change(text, random, changed));
            double similarity = first.jaccard(second);
            boolean meet = share(MinHash.keys(first), MinHash.keys(second));
            if (similarity >= LEAST) {
                near++;
                met += meet ? 1 : 0;
            } else if (similarity < 0.4) {
                far++;
                metThoughFar += meet ? 1 : 0;
            }
        }
        assertTrue(near > 1_000 && far > 1_000, "both kinds were tried");
        double recall = (double) met / near;
        assertTrue(recall > 0.998, () -> "near duplicates that met: " + recall);
        double falseCandidates = (double) metThoughFar / far;
        assertTrue(falseCandidates < 0.2, () -> "far texts that met: " + falseCandidates);
    }

    @Test
    void findsExactlyThePairsThatComparingEachWithEachFinds() throws Exception {
        for (int seed = 0; seed < 12; seed++) {
            Random random = new Random(seed);
            double least = 0.5 + random.nextInt(6) / 10.0;
            List<String> texts = alikeTexts(random);
            Clusters slow = byBruteForce(texts, least);
            try (NearDuplicateJoin join = NearDuplicateJoin.open(least)) {
                for (int i = 0; i < texts.size(); i++) {
                    assertEquals(i, join.add(texts.get(i)));
                }
                Clusters fast = join.clusters();
                for (int i = 0; i < texts.size(); i++) {
                    assertEquals(slow.clusterOf(i), fast.clusterOf(i), "cluster of text " + i + " from " + least);
                }
            }
            assertTrue(slow.count() < texts.size(), "there was something to join");
        }
    }

    /// Texts of all lengths and scripts, many changed a little, some the same, one very long.
    private static List<String> alikeTexts(Random random) {
        List<String> texts = new ArrayList<>(List.of("", "?!", "hi", "HI", "\u4f60\u597d \ud83d\ude00 \u00e9t\u00e9"));
        for (int i = 0; i < 60; i++) {
            String seed = i == 30 ? sentence(random, 1_000) : sentence(random, 1 + random.nextInt(20));
            texts.add(random.nextInt(4) == 0 ? seed.replace('a', '\u0436') : seed);
            for (int copy = random.nextInt(8); copy > 0; copy--) {
                texts.add(change(seed, random, random.nextInt(6)));
            }
        }
        return texts;
    }

    private static Clusters byBruteForce(List<String> texts, double least) {
        Clusters clusters = new Clusters(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (Shingles.of(texts.get(i)).jaccard(Shingles.of(texts.get(j))) >= least) {
                    clusters.union(i, j);
                }
            }
        }
        return clusters;
    }

    @Test
    void namesAClusterByItsLowestNumberWhateverTheOrder() {
        Clusters clusters = new Clusters(5);
        clusters.union(4, 3);
        clusters.union(3, 1);
        assertEquals(1, clusters.clusterOf(4));
        assertEquals(3, clusters.count());
    }

    @Test
    void refusesASimilarityThatIsNone() {
        assertThrows(IllegalArgumentException.class, () -> NearDuplicateJoin.open(0));
    }

    private static String sentence(Random random, int words) {
        StringBuilder sentence = new StringBuilder();
        for (int i = 0; i < words; i++) {
            sentence.append(i == 0 ? "" : " ").append(Integer.toString(random.nextInt(40_000), 36));
        }
        return sentence.toString();
    }

    private static String change(String text, Random random, int characters) {
        StringBuilder changed = new StringBuilder(text);
        int at = random.nextInt(text.length());
        for (int i = 0; i < characters; i++) {
            changed.setCharAt((at + i) % text.length(), (char) ('a' + random.nextInt(26)));
        }
        return changed.toString();
    }

    private static boolean share(long[] a, long[] b) {
        return LongStream.of(a).anyMatch(key -> Arrays.stream(b).anyMatch(other -> other == key));
    }
}
