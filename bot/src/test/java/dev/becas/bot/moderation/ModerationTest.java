package dev.becas.bot.moderation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.flow.DecisionFlow.ActionExecuted;
import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.DecisionFlow.ScamDetected;
import dev.becas.kernel.flow.DecisionFlow.ViolationDetected;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.flow.MessageFlow.MessageReported;
import dev.becas.kernel.flow.Reason;
import dev.becas.kernel.guild.GuildPolicy;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.review.ReviewItem;
import dev.becas.kernel.review.ReviewItem.Kind;
import dev.becas.kernel.review.ReviewQueue;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModerationTest {
    @TempDir
    private Path folder;

    @Test
    void decidesOnceForEachMessageAndEachEdit() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe").withModels(false)) {
            assertEquals("ok", bot.post("m1", "hello").verdict().label());
            bot.post("m2", "hello again");
            bot.edit("m1", "now threat=95");
            List<MessageDecided> decisions = bot.kernel.events(MessageDecided.class);
            assertEquals(
                    List.of("m1", "m2", "m1"),
                    decisions.stream().map(MessageDecided::messageId).toList());
            assertEquals("threat", bot.decision("m1").verdict().label());
            assertEquals("cleared", decisions.getFirst().decidedBy());
            bot.kernel.assertCountsAddUp();
        }
    }

    @Test
    void asksTheLiveModelAndKeepsWhatTheShadowNeedsToAskTheSame() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe").withModels(true)) {
            bot.post("m1", "a spam=80 message");
            ModelAnswered answer = bot.kernel.events(ModelAnswered.class).getFirst();
            assertEquals("becas-qwen-violation_detection-v1", answer.version());
            assertEquals("spam", answer.label());
            assertEquals(0.8, answer.confidence(), 1e-9);
            GuildPolicy policy = bot.kernel.kernel().policies().at(BotKernel.GUILD, answer.policyVersion());
            assertEquals(
                    Prompts.aboutMessage(Categories.VIOLATION, policy, answer.fields(), "a spam=80 message")
                            .digest(),
                    answer.promptDigest());
            assertEquals(2, bot.kernel.events(ModelAnswered.class).size());
        }
    }

    @Test
    void tellsAFindingWithItsRuleItsReasonsAndItsAction() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe").withModels(false)) {
            MessageDecided decided = bot.post("m1", "a threat=90 message");
            assertEquals("timeout", decided.action());
            assertFalse(decided.executed());
            assertEquals("r1", decided.ruleId());
            ViolationDetected found = bot.kernel.events(ViolationDetected.class).getFirst();
            assertEquals(2, found.judged().severity());
            assertEquals(decided.head().id(), found.judged().decisionId());
            assertEquals(LabelSource.MODEL, found.judged().verdict().labelSource());
            assertEquals(
                    2,
                    found.judged().verdict().reasons().stream()
                            .filter(Reason::namesSomethingSeen)
                            .count());
            assertEquals(
                    "becas-qwen-violation_detection-v0 says threat at 0.90; it acts from 0.60",
                    found.judged().verdict().reasons().getFirst().sentence());
            assertTrue(bot.kernel.events(ActionExecuted.class).getFirst().observed());
            assertEquals(List.of(), bot.done);
            assertEquals(
                    List.of(Kind.FLAGGED), item(bot, "m1", Categories.VIOLATION).kinds());
        }
    }

    @Test
    void letsPassWhatIsBelowTheThresholdAndAsksAboutSomeOfIt() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe").withModels(false)) {
            for (int i = 0; i < 40; i++) {
                bot.pause(60);
                bot.publish("m" + i, "author" + i, "general", "number " + i + " is threat=55 perhaps");
            }
            bot.kernel.quiet();
            MessageDecided decided = bot.decision("m1");
            assertEquals("ok", decided.verdict().label());
            assertEquals(0.45, decided.verdict().confidence(), 1e-9);
            assertEquals("none", decided.action());
            int asked = bot.kernel.kernel().reviews().openCount();
            assertTrue(asked > 2 && asked < 20, "asked about " + asked + " of 40");
        }
    }

    @Test
    void letsARuleOfTheServerDecideWithoutAModel() throws Exception {
        GuildPolicy policy = BotKernel.policy(List.of(term("no-nitro", false)), null, false);
        try (BotKernel bot = BotKernel.open(folder, "act", policy).withModels(false)) {
            MessageDecided decided = bot.post("m1", "get frее n1tro here");
            assertEquals("rule", decided.decidedBy());
            assertEquals("no-nitro", decided.ruleId());
            assertEquals(LabelSource.RULE, decided.verdict().labelSource());
            assertTrue(decided.executed());
            assertEquals(List.of("m1 delete"), bot.done);
            assertEquals(1, bot.kernel.events(ModelAnswered.class).size(), "the other category is still asked");
            ViolationDetected found = bot.kernel.events(ViolationDetected.class).getFirst();
            assertEquals(4, found.evidence().getFirst().start());
        }
    }

    @Test
    void onlyNotesARuleOnTrialAndSaysThatItDisagrees() throws Exception {
        GuildPolicy policy = BotKernel.policy(List.of(term("no-nitro", true)), null, false);
        try (BotKernel bot = BotKernel.open(folder, "act", policy).withModels(false)) {
            MessageDecided decided = bot.post("m1", "get free nitro here");
            assertEquals("ok", decided.verdict().label());
            assertTrue(decided.circumstances().analysersDisagreed());
            assertEquals(List.of(), bot.done);
        }
    }

    @Test
    void doesNothingWhereTheServerIsOnTrial() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "act", BotKernel.policy(List.of(), null, true))
                .withModels(false)) {
            MessageDecided decided = bot.post("m1", "a threat=90 message");
            assertEquals("timeout", decided.action());
            assertFalse(decided.executed());
            assertEquals(List.of(), bot.done);
        }
    }

    @Test
    void catchesALinkThatPassesForABrand() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "act").withModels(false)) {
            MessageDecided decided = bot.post("m1", "gift: https://discord-nitro.ru/claim");
            assertEquals(Categories.SCAM, decided.category());
            assertEquals("phishing", decided.verdict().label());
            assertEquals("links", decided.decidedBy());
            assertTrue(decided.verdict().indicators().contains("brand_with_bait"));
            assertEquals(
                    "discord-nitro.ru",
                    bot.kernel.events(ScamDetected.class).getFirst().domain());
            assertEquals(List.of("m1 ban"), bot.done);
        }
    }

    @Test
    void callsAFloodSpam() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "act").withModels(false)) {
            for (int i = 0; i < 8; i++) {
                bot.publish("m" + i, "ann", "general", "message number " + i + i + i);
            }
            bot.kernel.quiet();
            assertEquals("ok", bot.decision("m6").verdict().label());
            assertEquals("spam", bot.decision("m7").verdict().label());
            assertEquals("rule", bot.decision("m7").decidedBy());
        }
    }

    @Test
    void fallsBackToTheStockModelAndThenToRulesAndSaysSo() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe").withModels(true)) {
            bot.runtime.silent.add("becas-qwen-violation_detection-v1");
            MessageDecided decided = bot.post("m1", "a threat=90 message");
            assertEquals("becas-qwen-violation_detection-v0", decided.modelVersion());
            assertEquals("fallback", decided.decidedBy());
            assertTrue(decided.verdict().reasons().getLast().sentence().contains("v1 did not answer (down)"));
            bot.runtime.silent.add("becas-qwen-violation_detection-v0");
            MessageDecided alone = bot.post("m2", "a threat=90 message");
            assertEquals("ok", alone.verdict().label());
            assertEquals("fallback", alone.decidedBy());
        }
    }

    @Test
    void judgesByRulesAloneWhereNoModelIsLive() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe")) {
            MessageDecided decided = bot.post("m1", "hello");
            assertEquals("fallback", decided.decidedBy());
            assertNull(decided.modelVersion());
            assertEquals(List.of(), bot.kernel.events(ModelAnswered.class));
        }
    }

    @Test
    void leavesExceptedChannelsAlone() throws Exception {
        GuildPolicy policy =
                BotKernel.policy(List.of(), new GuildPolicy.Exceptions(List.of("memes"), null, null, false), false);
        try (BotKernel bot = BotKernel.open(folder, "act", policy).withModels(false)) {
            assertEquals(
                    "ok",
                    bot.post("m1", "ann", "memes", "a threat=90 message")
                            .verdict()
                            .label());
            assertEquals(
                    "threat",
                    bot.post("m2", "ann", "general", "a threat=90 message")
                            .verdict()
                            .label());
        }
    }

    @Test
    void asksPeopleAboutReportedMessages() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe").withModels(false)) {
            bot.post("m1", "hello");
            bot.kernel.publish(new MessageReported(
                    EventHead.root("test", "report", BotKernel.GUILD, bot.now()), "m1", "bob", null));
            assertEquals(
                    List.of(Kind.REPORTED),
                    item(bot, "m1", Categories.VIOLATION).kinds());
            bot.kernel.publish(new MessageReported(
                    EventHead.root("test", "report 2", BotKernel.GUILD, bot.now()), "unknown", "bob", null));
            bot.kernel.assertCountsAddUp();
            assertEquals(List.of(), bot.kernel.kernel().bus().deadLetters());
        }
    }

    @Test
    void tellsOfAShareOfWhatItClears() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe").withModels(false)) {
            for (int i = 0; i < 500; i++) {
                bot.pause(30);
                bot.publish("m" + i, "author" + i % 50, "general", "harmless remark number " + i);
            }
            bot.kernel.quiet();
            int samples = bot.kernel.events(ViolationDetected.class).size();
            assertTrue(samples >= 2 && samples <= 25, samples + " samples of 500 at 2 %");
        }
    }

    @Test
    void trustsAnAuthorLessAfterCasesAndTellsTheModel() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe").withModels(false)) {
            assertNull(bot.post("m0", "hello").circumstances().authorTrust());
            bot.post("m1", "a threat=90 message");
            bot.post("m2", "a threat=90 message, again");
            MessageDecided third = bot.post("m3", "hello");
            assertEquals(30, third.circumstances().authorTrust());
            assertEquals(2, third.circumstances().userHistory());
            assertEquals(
                    "author trust", third.circumstances().fields().getFirst().name());
        }
    }

    /// One run without a break, one that is stopped and opened again after every few messages: the same events.
    @Test
    void comesToTheSameEventsWhenItWasStoppedInBetween() throws Exception {
        List<String> unbroken = run(folder.resolve("a"), 1_000);
        List<String> broken = run(folder.resolve("b"), 7);
        assertEquals(unbroken, broken);
        assertNotEquals(0, unbroken.size());
    }

    private static List<String> run(Path folder, int messagesAtOnce) throws Exception {
        int next = 0;
        while (true) {
            try (BotKernel bot = BotKernel.open(folder, "observe")) {
                if (next == 0) {
                    bot.withModels(false);
                }
                bot.pause(next);
                for (int i = 0; i < messagesAtOnce && next < 60; i++, next++) {
                    String text = next % 9 == 4
                            ? "this is threat=90"
                            : next % 5 == 0 ? "say it again and again" : "remark " + next;
                    bot.publish("m" + next, "author" + next % 3, "general", text);
                }
                bot.kernel.quiet();
                if (next == 60) {
                    bot.kernel.assertCountsAddUp();
                    return bot.kernel.events().stream()
                            .map(Json::write)
                            .sorted()
                            .toList();
                }
            }
        }
    }

    private static GuildPolicy.TermRule term(String id, boolean dryRun) {
        return new GuildPolicy.TermRule(
                id, List.of("free nitro"), null, Categories.VIOLATION, "spam", "delete", null, dryRun);
    }

    private static ReviewItem item(BotKernel bot, String messageId, String category) {
        return bot.kernel
                .kernel()
                .reviews()
                .find(ReviewQueue.itemId(BotKernel.GUILD, messageId, category))
                .orElseThrow();
    }
}
