package dev.becas.bot.review;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.bot.cli.CommandShell;
import dev.becas.bot.moderation.BotKernel;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.DecisionFlow.ActionExecuted;
import dev.becas.kernel.flow.DecisionFlow.AiCorrection;
import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import dev.becas.kernel.flow.DecisionFlow.ViolationDetected;
import dev.becas.kernel.flow.HumanWord;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.review.ReviewItem;
import dev.becas.kernel.review.ReviewItem.Kind;
import dev.becas.kernel.review.ReviewQueue;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReviewTest {
    @TempDir
    private Path folder;

    private BotKernel bot;
    private CommandShell shell;

    @BeforeEach
    void open() throws Exception {
        bot = BotKernel.open(folder, "act").withModels(false);
        shell = new CommandShell(bot.kernel.kernel().commands(), sentence -> {});
    }

    @AfterEach
    void close() {
        bot.close();
    }

    @Test
    void confirmsAFindingThatAPersonAgreesWith() throws Exception {
        MessageDecided decided = bot.post("m1", "a threat=90 message");
        label("mia", "m1", "threat", "--reason", "he means it, and has before");
        ViolationDetected confirmed = bot.kernel.events(ViolationDetected.class).getLast();
        assertEquals(LabelSource.HUMAN, confirmed.judged().verdict().labelSource());
        assertEquals(decided.head().id(), confirmed.judged().decisionId());
        assertEquals(decided.verdict().reasons(), confirmed.judged().verdict().reasons());
        assertEquals(27, human(confirmed).reasonLength());
        assertEquals(List.of(), bot.kernel.events(AiCorrection.class));
        assertEquals(List.of("m1 timeout"), bot.done);
    }

    @Test
    void correctsAFalseAlarmUndoesTheActionAndGivesTrustBack() throws Exception {
        MessageDecided decided = bot.post("m1", "a threat=90 message");
        label("mia", "m1", "ok", "--action", "none", "--reason", "they are joking");
        AiCorrection correction = bot.kernel.events(AiCorrection.class).getFirst();
        assertEquals("false_alarm", correction.mistake());
        assertEquals("timeout", correction.originalAction());
        assertEquals(decided.verdict(), correction.original());
        assertEquals("none", bot.kernel.events(ActionExecuted.class).getLast().action());
        assertEquals(List.of("m1 timeout", "m1 none"), bot.done);
        assertEquals(0, bot.post("m2", "hello").circumstances().userHistory());
    }

    @Test
    void correctsAMissedCaseAndMakesTheActionUp() throws Exception {
        bot.post("m1", "hello, you all");
        ask("m1", Categories.SCAM, Kind.AUDIT, 1);
        labelItem("mia", ReviewQueue.itemId(BotKernel.GUILD, "m1", Categories.SCAM), "social", "--action", "kick");
        AiCorrection correction = bot.kernel.events(AiCorrection.class).getFirst();
        assertEquals("missed", correction.mistake());
        assertEquals("clean", correction.original().label());
        assertEquals(0.9, correction.original().confidence(), 1e-9);
        assertEquals(3, correction.severity());
        assertEquals(List.of("m1 kick"), bot.done);
        assertEquals(1, bot.post("m2", "hello").circumstances().userHistory());
    }

    @Test
    void namesAWrongLabel() throws Exception {
        bot.post("m1", "a threat=90 message");
        label("mia", "m1", "harassment");
        assertEquals(
                "wrong_label", bot.kernel.events(AiCorrection.class).getFirst().mistake());
        assertEquals(List.of("m1 timeout"), bot.done);
    }

    @Test
    void holdsACaseUntilAsManyAgreeAsAreWanted() throws Exception {
        bot.post("m1", "hello, you all");
        ask("m1", Categories.VIOLATION, Kind.DISAGREEMENT, 2);
        label("mia", "m1", "spam");
        assertEquals(List.of(), bot.kernel.events(AiCorrection.class));
        label("noa", "m1", "spam");
        assertEquals(1, bot.kernel.events(AiCorrection.class).size());
        bot.post("m2", "hello, you all there");
        ask("m2", Categories.VIOLATION, Kind.DISAGREEMENT, 2);
        label("mia", "m2", "spam");
        label("noa", "m2", "ok");
        assertEquals(1, bot.kernel.events(AiCorrection.class).size());
    }

    @Test
    void showsAPersonWhatWaitsButNotWhatTheBotSaidOfABlindCase() throws Exception {
        bot.post("m1", "a threat=90 message");
        CommandResult open = shell.run("mia", "review", "next");
        assertTrue(
                open.text().contains("the bot says threat") && open.text().contains("a threat=90 message"), open::text);
        assertTrue(shell.run("noa", "review", "next").text().contains("Nothing waits"));
        String item = ReviewQueue.itemId(BotKernel.GUILD, "m1", Categories.VIOLATION);
        assertEquals(0, shell.run("mia", "review", "skip", item).exitCode());
        ask("m1", Categories.VIOLATION, Kind.DISAGREEMENT, 1);
        CommandResult blind = shell.run("noa", "review", "next", "--guild", BotKernel.GUILD);
        assertTrue(blind.text().contains("m1") && !blind.text().contains("the bot says"), blind::text);
        assertTrue(shell.run("mia", "review", "list").text().contains(item));
    }

    @Test
    void refusesAnAnswerThatCannotBe() throws Exception {
        bot.post("m1", "a threat=90 message");
        String item = ReviewQueue.itemId(BotKernel.GUILD, "m1", Categories.VIOLATION);
        assertEquals(2, shell.run("mia", "review", "label", "nothing", "ok").exitCode());
        assertEquals(2, shell.run("mia", "review", "label", item, "phishing").exitCode());
        assertEquals(
                2,
                shell.run("mia", "review", "label", item, "ok", "--action", "shout")
                        .exitCode());
        assertEquals(
                2,
                shell.run("mia", "review", "label", item, "ok", "--severity", "9")
                        .exitCode());
        assertEquals(
                2, shell.run("mia", "review", "list", "--since", "yesterday").exitCode());
        assertEquals(0, shell.run("mia", "review", "label", item, "ok").exitCode());
        assertEquals(2, shell.run("mia", "review", "label", item, "ok").exitCode());
    }

    @Test
    void explainsADecisionWithWhatPeopleSaid() throws Exception {
        bot.post("m1", "a threat=90 message");
        label("mia", "m1", "ok");
        CommandResult explained = shell.run("operator", "explain", "m1");
        assertEquals(0, explained.exitCode());
        for (String part :
                List.of("threat at 0.90", "action timeout", "because", "v0 answered threat", "a person said ok")) {
            assertTrue(explained.text().contains(part), explained::text);
        }
        assertFalse(explained.text().contains("threat=90"), "an explanation holds nothing that was typed");
        assertEquals(2, shell.run("operator", "explain", "m9").exitCode());
    }

    private static HumanWord human(ViolationDetected event) {
        HumanWord word = event.judged().human();
        assertNotNull(word);
        return word;
    }

    private void label(String who, String messageId, String label, String... options) throws Exception {
        labelItem(who, ReviewQueue.itemId(BotKernel.GUILD, messageId, Categories.VIOLATION), label, options);
    }

    private void labelItem(String who, String item, String label, String... options) throws Exception {
        List<String> words = new ArrayList<>(List.of("review", "label", item, label));
        words.addAll(List.of(options));
        CommandResult result = shell.run(who, words.toArray(String[]::new));
        assertEquals(0, result.exitCode(), result::text);
        bot.kernel.quiet();
    }

    private void ask(String messageId, String category, Kind kind, int opinions) throws Exception {
        MessageDecided d = bot.decision(messageId);
        ReviewItem item = new ReviewItem(
                ReviewQueue.itemId(BotKernel.GUILD, messageId, category),
                d.head().id(),
                BotKernel.GUILD,
                messageId,
                d.channelId(),
                category,
                d.contentId(),
                List.of(kind),
                null,
                d.head().at(),
                null,
                opinions);
        bot.kernel
                .kernel()
                .bus()
                .write("test ask", tx -> bot.kernel.kernel().reviews().ask(tx, item));
    }
}
