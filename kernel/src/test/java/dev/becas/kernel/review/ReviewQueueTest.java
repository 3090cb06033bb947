package dev.becas.kernel.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.KernelInFolder;
import dev.becas.kernel.Sentence;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import dev.becas.kernel.review.ReviewItem.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewQueueTest {
    private static final Instant NOW = KernelInFolder.START;

    @TempDir
    Path folder;

    private Kernel kernel;
    private ReviewQueue queue;

    @BeforeEach
    void open() throws IOException {
        kernel = KernelInFolder.open(folder);
        queue = kernel.reviews();
    }

    @AfterEach
    void close() {
        kernel.close();
    }

    @Test
    void askingAgainAddsAReasonAndNoSecondQuestion() throws Exception {
        ask(item("m1", 1, Kind.UNCERTAIN));
        assertFalse(queue.next("g1", "ann", NOW, 9).getFirst().blind());
        ask(item("m1", 2, Kind.DISAGREEMENT, Kind.UNCERTAIN));
        assertEquals(1, queue.openCount());
        ReviewItem merged = queue.next("g1", "ann", NOW, 9).getFirst();
        assertEquals(List.of(Kind.UNCERTAIN, Kind.DISAGREEMENT), merged.kinds());
        assertEquals(2, merged.opinionsWanted());
        assertTrue(merged.blind(), "one blind reason makes the question blind");
    }

    @Test
    void anAnsweredQuestionIsNotAskedAgain() throws Exception {
        ask(item("m1", 1, Kind.FLAGGED));
        answer("m1", "ann", "hate");
        ask(item("m1", 2, Kind.DISAGREEMENT));
        assertEquals(0, queue.openCount());
    }

    @Test
    void aClaimKeepsOthersAwayUntilItLapses() throws Exception {
        ask(item("m1", 1, Kind.FLAGGED));
        write(tx -> queue.claim(tx, id("m1"), "ann", NOW));
        assertEquals(1, queue.next("g1", "ann", NOW, 9).size());
        assertEquals(0, queue.next("g1", "bob", NOW, 9).size());
        String sentence =
                Sentence.of(IllegalArgumentException.class, () -> write(tx -> queue.claim(tx, id("m1"), "bob", NOW)));
        assertTrue(sentence.contains(id("m1")) && sentence.contains("another person keeps it"), sentence);
        Instant later = NOW.plus(ReviewQueue.CLAIM);
        assertEquals(1, queue.next("g1", "bob", later, 9).size());
        write(tx -> queue.claim(tx, id("m1"), "bob", later));
    }

    @Test
    void whatIsSkippedIsOthersToAnswer() throws Exception {
        ask(item("m1", 1, Kind.FLAGGED));
        write(tx -> queue.claim(tx, id("m1"), "ann", NOW));
        write(tx -> queue.skip(tx, id("m1"), "bob"));
        assertEquals(0, queue.next("g1", "bob", NOW, 9).size(), "nobody skips for another");
        write(tx -> queue.skip(tx, id("m1"), "ann"));
        assertEquals(1, queue.next("g1", "bob", NOW, 9).size());
        assertEquals(0, queue.next("g1", "ann", NOW, 9).size(), "who skips it is not asked again");
        write(tx -> queue.skip(tx, id("m1"), "bob"));
        assertEquals(0, queue.next("g1", "bob", NOW, 9).size(), "not even where it was never claimed");
        assertEquals(1, queue.next("g1", "cat", NOW, 9).size());
    }

    @Test
    void aClosedQuestionTakesNoAnswerAndNoSkip() throws Exception {
        ask(item("m1", 1, Kind.FLAGGED));
        answer("m1", "ann", "hate");
        String answered = "review item '" + id("m1") + "' must be open but is answered already";
        assertEquals(answered, Sentence.of(IllegalArgumentException.class, () -> answer("m1", "bob", "ok")));
        assertEquals(
                answered,
                Sentence.of(IllegalArgumentException.class, () -> write(tx -> queue.skip(tx, id("m1"), "bob"))));
        ask(item("m2", 1, Kind.AUDIT));
        write(tx -> queue.expire(tx, NOW.plus(Duration.ofDays(7))));
        assertEquals(
                "review item '" + id("m2") + "' must be open but has expired",
                Sentence.of(IllegalArgumentException.class, () -> answer("m2", "ann", "ok")));
        assertEquals(1, labels());
    }

    @Test
    void whatNobodyAnswersInTimeIsGivenUp() throws Exception {
        ask(item("m1", 1, Kind.AUDIT));
        Instant end = NOW.plus(Duration.ofDays(7));
        assertEquals(1, queue.next(null, "ann", end.minusMillis(1), 9).size());
        assertEquals(0, queue.next(null, "ann", end, 9).size());
        write(tx -> assertEquals(
                List.of("m1"),
                queue.expire(tx, end).stream().map(ReviewItem::messageId).toList()));
        write(tx -> assertEquals(List.of(), queue.expire(tx, end)));
        assertEquals(0, queue.openCount());
    }

    @Test
    void aSecondOpinionComesFromAnotherPerson() throws Exception {
        ask(item("m1", 2, Kind.DISAGREEMENT));
        answer("m1", "ann", "hate");
        assertEquals(1, queue.openCount());
        assertEquals(0, queue.next("g1", "ann", NOW, 9).size());
        assertEquals(1, queue.next("g1", "bob", NOW, 9).size());
        answer("m1", "bob", "ok");
        assertEquals(0, queue.openCount());
        assertEquals(
                List.of("hate", "ok"),
                queue.answers(id("m1")).stream().map(ReviewQueue.Given::label).toList());
    }

    @Test
    void onePersonAnswersOnce() throws Exception {
        ask(item("m1", 2, Kind.FLAGGED));
        answer("m1", "ann", "hate");
        String sentence = Sentence.of(IllegalArgumentException.class, () -> answer("m1", "ann", "ok"));
        assertTrue(sentence.contains("has this person's answer already"), sentence);
        assertEquals(1, labels());
    }

    @Test
    void whatIsWrongWithAnAnswerIsSaidByName() throws Exception {
        ask(item("m1", 1, Kind.FLAGGED));
        assertTrue(Sentence.of(IllegalArgumentException.class, () -> answer("m1", "ann", "naughty"))
                .contains("label of violation_detection must be one of [ok, hate"));
        assertEquals(
                "there is no review item '" + id("m9") + "'",
                Sentence.of(IllegalArgumentException.class, () -> answer("m9", "ann", "ok")));
        assertEquals(
                "severity must be in [0, 3] but was 4",
                Sentence.of(IllegalArgumentException.class, () -> answer("m1", "ann", "hate", 4)));
        assertEquals(0, labels());
        assertEquals(1, queue.openCount());
    }

    @Test
    void anAnswerAndItsEventAreWrittenTogetherOrNotAtAll() throws Exception {
        ask(item("m1", 1, Kind.FLAGGED));
        Sentence.of(
                IllegalStateException.class,
                () -> write(tx -> {
                    queue.answer(tx, given("m1", "ann", "hate", 2));
                    throw new IllegalStateException("the lights went out");
                }));
        assertEquals(List.of(), queue.answers(id("m1")));
        assertEquals(0, labels());
        LabelGiven event = answer("m1", "ann", "hate");
        assertEquals(
                Optional.of(event), kernel.bus().journal().find(event.head().id()));
        assertEquals(
                Optional.of("because it is"),
                kernel.contents().text(String.valueOf(event.human().reasonContentId())));
        assertEquals("[\"FLAGGED\"]", event.itemKind());
    }

    @Test
    void theOldestQuestionComesFirstAndOnlyThoseOfTheAskedServer() throws Exception {
        ask(item("m2", 1, NOW.plusSeconds(1), Kind.FLAGGED));
        ask(item("m1", 1, NOW, Kind.FLAGGED));
        assertEquals(
                List.of("m1", "m2"),
                queue.next("g1", "ann", NOW, 9).stream()
                        .map(ReviewItem::messageId)
                        .toList());
        assertEquals(
                List.of("m1"),
                queue.next(null, "ann", NOW, 1).stream()
                        .map(ReviewItem::messageId)
                        .toList());
        assertEquals(List.of(), queue.next("g2", "ann", NOW, 9));
        assertEquals(
                List.of("m2"),
                queue.openSince(NOW.plusSeconds(1), NOW, 9).stream()
                        .map(ReviewItem::messageId)
                        .toList());
    }

    private static String id(String message) {
        return ReviewQueue.itemId("g1", message, "violation_detection");
    }

    private static ReviewItem item(String message, int opinions, Kind... kinds) {
        return item(message, opinions, NOW, kinds);
    }

    private static ReviewItem item(String message, int opinions, Instant at, Kind... kinds) {
        @Nullable Instant expires = NOW.plus(Duration.ofDays(7));
        return new ReviewItem(
                id(message),
                "cause",
                "g1",
                message,
                "lobby",
                "violation_detection",
                "content-" + message,
                List.of(kinds),
                "hate",
                at,
                expires,
                opinions);
    }

    private static ReviewQueue.Answer given(String message, String who, String label, int severity) {
        return new ReviewQueue.Answer(id(message), who, label, severity, null, "", "because it is", NOW);
    }

    private void ask(ReviewItem item) throws Exception {
        write(tx -> queue.ask(tx, item));
    }

    private LabelGiven answer(String message, String who, String label) throws Exception {
        return answer(message, who, label, 2);
    }

    private LabelGiven answer(String message, String who, String label, int severity) throws Exception {
        LabelGiven[] event = new LabelGiven[1];
        write(tx -> event[0] = queue.answer(tx, given(message, who, label, severity)));
        return event[0];
    }

    private long labels() {
        return kernel.bus().journal().countsByName().getOrDefault("label.given", 0L);
    }

    private void write(Effect effect) throws Exception {
        kernel.bus().write("test", effect);
    }
}
