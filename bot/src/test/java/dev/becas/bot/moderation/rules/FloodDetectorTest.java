package dev.becas.bot.moderation.rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.becas.bot.moderation.rules.FloodFinding.Kind;
import dev.becas.bot.moderation.text.TextNormalizer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FloodDetectorTest {
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final FloodLimits LIMITS =
            new FloodLimits(3, Duration.ofSeconds(10), 5, Duration.ofSeconds(60), 2, Duration.ofSeconds(60));

    private final FloodDetector detector = new FloodDetector(LIMITS);
    private int number;

    @Test
    void findsTooManyMessagesWithinTheWindow() {
        assertEquals(List.of(), post("ann", 0, "a"));
        assertEquals(List.of(), post("ann", 5, "b"));
        List<FloodFinding> third = post("ann", 9, "c");
        assertEquals(List.of(new FloodFinding(Kind.MESSAGES, 3, Duration.ofSeconds(10))), third);
        assertEquals("flood: 3 messages within 10 s", third.getFirst().reason());
    }

    @Test
    void forgetsWhatIsOlderThanTheWindow() {
        post("ann", 0, "a");
        post("ann", 5, "b");
        assertEquals(List.of(), post("ann", 10, "c"));
    }

    @Test
    void countsEachAuthorAlone() {
        post("ann", 0, "a");
        post("bob", 1, "b");
        assertEquals(List.of(), post("cid", 2, "c"));
    }

    @Test
    void countsMentionsOverSeveralMessages() {
        assertEquals(List.of(), post("ann", 0, "<@1> <@!2> <@&3>"));
        assertEquals(
                Kind.MENTIONS, post("ann", 30, "@everyone @here").getFirst().kind());
        assertEquals(List.of(), post("ann", 50, "and nobody"));
    }

    @Test
    void seesTheSameMessageInAnotherDisguise() {
        assertEquals(List.of(), post("ann", 0, "Join my server now"));
        assertEquals(
                Kind.DUPLICATES,
                post("ann", 30, "j0in my sеrver nooow!").getFirst().kind());
    }

    @Test
    void letsShortMessagesRepeat() {
        post("ann", 0, "lol");
        assertEquals(List.of(), post("ann", 30, "lol"));
    }

    @ParameterizedTest
    @CsvSource({"hello,0", "a@b.com,0", "<@12>,1", "<@!12> <@&3>,2", "@everyone,1", "<@>,0", "<@!>,0", "@,0"})
    void countsMentions(String content, int mentions) {
        assertEquals(mentions, Posting.mentions(content));
    }

    @Test
    void saysTheSameWhenItIsShownAPostingAgain() {
        List<Posting> postings = new ArrayList<>();
        List<List<FloodFinding>> first = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 300; i++) {
            postings.add(posting("a" + random.nextInt(3), i * 2, "word " + random.nextInt(5) + " is said"));
            first.add(detector.observe(postings.getLast()));
        }
        assertNotEquals(List.of(), first.getLast());
        assertEquals(first.getLast(), detector.observe(postings.getLast()));
        FloodDetector restarted = new FloodDetector(LIMITS);
        Instant from = postings.getLast().at().minus(LIMITS.longest());
        List<FloodFinding> last = List.of();
        for (Posting posting : postings) {
            if (!posting.at().isBefore(from)) {
                last = restarted.observe(posting);
            }
        }
        assertEquals(first.getLast(), last);
    }

    @Test
    void remembersNoMoreThanItsLimits() {
        for (int i = 0; i < FloodDetector.AUTHORS_MAX + 100; i++) {
            post("author" + i, 0, "a");
            post("author" + i, 0, "b");
        }
        assertEquals(List.of(), post("author0", 1, "c"), "the longest silent author is forgotten");
        assertEquals(
                1, post("author" + (FloodDetector.AUTHORS_MAX + 99), 1, "c").size());
        for (int i = 0; i < 3 * FloodDetector.POSTINGS_MAX; i++) {
            assertEquals(
                    Math.min(i + 1, FloodDetector.POSTINGS_MAX) >= 3,
                    !post("ann", 0, "a").isEmpty());
        }
    }

    @Test
    void refusesLimitsThatItCannotHold() {
        Duration ten = Duration.ofSeconds(10);
        assertThrows(IllegalArgumentException.class, () -> new FloodLimits(1, ten, 5, ten, 5, ten));
        assertThrows(
                IllegalArgumentException.class,
                () -> new FloodLimits(5, ten, FloodDetector.POSTINGS_MAX + 1, ten, 5, ten));
        assertThrows(IllegalArgumentException.class, () -> new FloodLimits(5, ten, 5, ten, 5, Duration.ZERO));
    }

    private List<FloodFinding> post(String author, int second, String content) {
        return detector.observe(posting(author, second, content));
    }

    private Posting posting(String author, int second, String content) {
        return Posting.of("m" + number++, author, START.plusSeconds(second), TextNormalizer.normalize(content));
    }
}
