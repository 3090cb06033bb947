package dev.becas.bot.moderation.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.becas.kernel.flow.Span;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormalizerTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Free Nitro|free nitro",
                "ＦＲＥＥ|free",
                "𝐟𝐫𝐞𝐞|free",
                "fr\u200Bee|free",
                "fr\u202Eee|free",
                "fr\u00ADee|free",
                "Straße|strasse",
                "e\u0301te\u0301|été",
                "ﬁne|fine",
            })
    void saysWhatIsWritten(String content, String plain) {
        assertEquals(plain, TextNormalizer.normalize(content).plain().text());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "frее nіtrо|free nitro",
                "n1tr0|nitro",
                "fr33|free",
                "$team|steam",
                "fr@ud|fraud",
                "frée|free",
                "don't|dont",
                "free.nitro|free nitro",
                "call me at 4 or 5|call me at 4 or 5",
                "hi!|hi",
            })
    void foldsToWhatItLooksLike(String content, String folded) {
        assertEquals(folded, TextNormalizer.normalize(content).folded().words());
    }

    @Test
    void joinsLettersThatWereSpacedOut() {
        assertEquals(
                "get freenitro now",
                TextNormalizer.normalize("get f r e e n i t r o now").folded().words());
        assertEquals(
                "get free nitro now",
                TextNormalizer.normalize("get f r e e   n i t r o now").folded().words());
        assertEquals(
                "so i am a fan",
                TextNormalizer.normalize("so I am a fan").folded().words());
    }

    @Test
    void keepsTheLengthOfStretchedRuns() {
        FoldedText folded = TextNormalizer.normalize("freeeee").folded();
        assertEquals(3, folded.runs());
        assertEquals(5, folded.runLength(2));
    }

    @Test
    void leavesDigitsOfNumbersAlone() {
        assertEquals("455 1337", TextNormalizer.normalize("455 1337").folded().words());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fr\u200Bee|INVISIBLE",
                "fr\u202Eee|BIDI",
                "frее|CONFUSABLE",
                "𝐟𝐫𝐞𝐞|CONFUSABLE",
                "n1tr0|LEET",
                "f r e e|SPACED",
                "freeee|STRETCHED",
                "fr\u0300\u0301\u0302\u0303\u0304ee|STACKED_MARKS",
            })
    void namesTheDisguise(String content, Disguise disguise) {
        assertTrue(TextNormalizer.normalize(content).disguises().contains(disguise));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What a lovely day, see you at 5!",
                "привет, как дела",
                "می\u200Cخواهم",
                "👩\u200D👩\u200D👧 ❤\uFE0F",
                "crème brûlée",
                "he still will, all uphill",
                "what is 4 x 4",
                "up to $252k of $ETH",
                "see https://t.co/m9wYnrLtWz",
                "press 1️⃣ now",
                "Tiếng Việt"
            })
    void seesNoDisguiseInOrdinaryText(String content) {
        assertEquals(Set.of(), TextNormalizer.normalize(content).disguises());
    }

    @Test
    void leadsBackToTheContent() {
        String content = "buy ｆr\u200Bее  N1TR0 now";
        NormalizedText text = TextNormalizer.normalize(content);
        int at = text.plain().text().indexOf("n1tr0");
        assertEquals("N1TR0", Spans.textOf(text.plain().original(at, at + 5), content));
        assertEquals("ｆr\u200Bее", Spans.textOf(text.folded().original(3, 7), content));
    }

    @Test
    void readsUpToTheLimitAndSaysSo() {
        String longest = "a".repeat(TextNormalizer.CONTENT_CHARS_MAX);
        assertFalse(TextNormalizer.normalize(longest).cut());
        NormalizedText cut = TextNormalizer.normalize(longest + "b");
        assertTrue(cut.cut());
        assertEquals(TextNormalizer.CONTENT_CHARS_MAX, cut.plain().length());
    }

    @Test
    void stopsATextThatUnfolds() {
        NormalizedText text = TextNormalizer.normalize("\uFDFA".repeat(TextNormalizer.CONTENT_CHARS_MAX));
        assertTrue(text.cut());
        assertTrue(text.plain().length() <= TextNormalizer.PLAIN_CHARS_MAX);
        checkOffsets(text);
    }

    @Test
    void readsHostileTextsOfTheLargestSize() {
        for (String unit :
                List.of("a\u0301", "\u0301", "\u200B", "\u0301\u0323", "a ", "f.", "\uD800", "ᄀ", "ᅡ", "1!", "$")) {
            checkOffsets(TextNormalizer.normalize(unit.repeat(TextNormalizer.CONTENT_CHARS_MAX / unit.length())));
        }
    }

    @Test
    void holdsForTheListOfNaughtyStrings() throws IOException {
        Path file = Path.of(System.getProperty("becas.root", ".")).resolve("../shared/data/robustness/blns.json");
        assumeTrue(Files.exists(file), "the big list of naughty strings is not beside the checkout: " + file);
        String[] strings = new ObjectMapper().readValue(file.toFile(), String[].class);
        assertTrue(strings.length > 400);
        for (String content : strings) {
            check(content);
        }
        check(String.join(" ", Arrays.asList(strings)));
    }

    @Test
    void holdsForRandomText() {
        Random random = new Random(7);
        for (int round = 0; round < 20_000; round++) {
            check(randomText(random));
        }
    }

    private static String randomText(Random random) {
        int[][] ranges = {
            {0, 0x7F},
            {'a', 'z'},
            {'0', '9'},
            {0x20, 0x20},
            {0x80, 0x24F},
            {0x300, 0x36F},
            {0x370, 0x5FF},
            {0x200B, 0x206F},
            {0x1100, 0x11FF},
            {0xD800, 0xDFFF},
            {0xFB00, 0xFFFF},
            {0x1D400, 0x1D7FF},
            {0x1F300, 0x1FAFF},
            {0, 0x10FFFF}
        };
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(24);
        for (int i = 0; i < count; i++) {
            int[] range = ranges[random.nextInt(ranges.length)];
            text.appendCodePoint(range[0] + random.nextInt(range[1] - range[0] + 1));
        }
        return text.toString();
    }

    private static void check(String content) {
        NormalizedText text = TextNormalizer.normalize(content);
        checkOffsets(text);
        String once = text.plain().text();
        assertEquals(once, TextNormalizer.normalize(once).plain().text(), () -> "not idempotent: " + escaped(content));
        String words = text.folded().words();
        assertEquals(words, TextNormalizer.normalize(content).folded().words());
    }

    private static void checkOffsets(NormalizedText text) {
        int length = text.content().length();
        int last = 0;
        for (int i = 0; i < text.plain().length(); i++) {
            Span span = text.plain().original(i, i + 1);
            assertTrue(span.start() >= last && span.end() > span.start() && span.end() <= length);
            last = span.start();
        }
        last = 0;
        for (int i = 0; i < text.folded().length(); i++) {
            Span span = text.folded().original(i, i + 1);
            assertTrue(span.start() >= last && span.end() > span.start() && span.end() <= length);
            last = span.start();
        }
    }

    private static String escaped(String content) {
        StringBuilder out = new StringBuilder();
        content.chars().forEach(c -> out.append(String.format("\\u%04X", c)));
        return out.toString();
    }
}
