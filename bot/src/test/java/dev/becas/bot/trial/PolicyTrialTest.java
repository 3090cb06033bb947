package dev.becas.bot.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.bot.moderation.BotKernel;
import dev.becas.bot.trial.TrialReport.Change;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import dev.becas.kernel.guild.GuildPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyTrialTest {
    private static final GuildPolicy.TermRule BANANA = new GuildPolicy.TermRule(
            "t1", List.of("banana"), null, Categories.VIOLATION, "spam", "delete", List.of("fruit"), false);

    @TempDir
    private Path folder;

    private final List<String> progress = new ArrayList<>();

    @Test
    void whatANewRuleWouldDecideOtherwiseIsCountedAndExplained() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "act").withModels(false)) {
            bot.post("m1", "hello there");
            bot.post("m2", "ann", "general", "buy my b a n a n a now");
            bot.post("m3", "ann", "fruit", "one banana please");
            bot.post("m4", "a threat=90 message");
            TrialReport report = trial(bot, BotKernel.policy(List.of(BANANA), null, false), 1);
            assertEquals(4, report.messages());
            assertEquals(3, report.same());
            assertEquals(Map.of("none", 3L, "timeout", 1L), report.then());
            assertEquals(Map.of("none", 2L, "delete", 1L, "timeout", 1L), report.now());
            Change change = report.changes().getFirst();
            assertEquals("m2", change.messageId());
            assertEquals("cleared", change.then().by());
            assertEquals("rule", change.now().by());
            assertTrue(change.now().because().getFirst().contains("t1"), change.toString());
            assertTrue(
                    report.text().contains("m2 in general at ")
                            && report.text().contains(": then ok, none (cleared: ")
                            && report.text().contains("; now spam, delete (rule: "),
                    report.text());
        }
    }

    @Test
    void aTrialChangesNothingAsksNobodyAndActsOnNobody() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "act").withModels(true)) {
            bot.post("m1", "a banana");
            bot.post("m2", "a spam=80 message");
            long head = bot.kernel.kernel().bus().journal().head();
            List<String> asked = List.copyOf(bot.runtime.asked);
            List<String> done = List.copyOf(bot.done);
            String before = rows(bot);
            assertEquals(
                    1,
                    trial(bot, BotKernel.policy(List.of(BANANA), null, false), 1)
                            .changed());
            bot.kernel.quiet();
            assertEquals(head, bot.kernel.kernel().bus().journal().head());
            assertEquals(before, rows(bot));
            assertEquals(asked, bot.runtime.asked);
            assertEquals(done, bot.done);
            assertEquals(1, bot.kernel.kernel().policies().of(BotKernel.GUILD).version());
        }
    }

    @Test
    void modelsSayWhatTheySaidThen() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe").withModels(false)) {
            bot.post("m1", "a threat=70 message");
            bot.post("m2", "a threat=95 message");
            bot.runtime.silent.add("becas-qwen-violation_detection-v0");
            bot.post("m3", "a threat=95 message that no model read");
            TrialReport stricter = trial(bot, policy(0.9, "No threats."), 1);
            assertEquals(1, stricter.changed());
            assertEquals("m1", stricter.changes().getFirst().messageId());
            assertEquals(0, stricter.underOtherRules());
            assertEquals(2, stricter.now().get("none"));
            TrialReport otherWords = trial(bot, policy(0.6, "No threats, not even in jest."), 1);
            assertEquals(0, otherWords.changed());
            assertEquals(2, otherWords.underOtherRules());
            assertTrue(otherWords.text().contains("of 2 messages under other rules in words"), otherWords.text());
        }
    }

    @Test
    void whatHangsOnAModelThatWasNotAskedIsNotKnown() throws Exception {
        GuildPolicy with = BotKernel.policy(List.of(BANANA), null, false);
        try (BotKernel bot = BotKernel.open(folder, "observe", with).withModels(false)) {
            bot.post("m1", "a banana");
            bot.post("m2", "an apple");
            TrialReport report = trial(bot, BotKernel.policy(List.of(), null, false), 1);
            assertEquals(1, report.unknown());
            assertEquals(1, report.same());
            assertEquals(Map.of("none", 1L, "unknown", 1L), report.now());
            assertTrue(report.text().contains("not known: a rule decided then and none does now"), report.text());
        }
    }

    @Test
    void aTextThatIsGoneIsCountedAndStillStandsInTheFloodWindows() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe").withModels(false)) {
            int posted = 0;
            MessageDecided last;
            do {
                last = bot.post("m" + ++posted, "bob", "general", "the very same words each time");
            } while (last.action().equals("none") && posted < 50);
            assertEquals("rule", last.decidedBy());
            empty(bot, 1);
            TrialReport report = trial(bot, BotKernel.policy(List.of(), null, false), 1);
            assertEquals(1, report.textGone());
            assertEquals(posted - 1, report.same());
        }
    }

    @Test
    void onlyTheLastDaysCountAndAnEditIsJudgedAsItStands() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe").withModels(false)) {
            bot.post("old", "a banana of last week");
            bot.pause(Duration.ofDays(3).toSeconds());
            bot.post("m1", "an apple");
            bot.edit("m1", "a banana after all");
            bot.kernel.quiet();
            GuildPolicy policy = BotKernel.policy(List.of(BANANA), null, false);
            TrialReport report = trial(bot, policy, 2);
            assertEquals(1, report.messages());
            assertEquals("m1", report.changes().getFirst().messageId());
            assertEquals(2, trial(bot, policy, 4).changed());
        }
    }

    @Test
    void aDryRunIsAnotherDecision() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe").withModels(false)) {
            bot.post("m1", "a threat=90 message");
            TrialReport report = trial(bot, BotKernel.policy(List.of(), null, true), 1);
            assertEquals(Map.of("timeout", 1L), report.then());
            assertEquals(Map.of("timeout (dry run)", 1L), report.now());
            assertEquals(1, report.changed());
        }
    }

    @Test
    void aServerWithoutMessagesHasNothingToJudge() throws Exception {
        try (BotKernel bot = BotKernel.open(folder, "observe")) {
            TrialReport report = trial(bot, GuildPolicy.empty("g7"), 3);
            assertNull(report.from());
            assertTrue(report.text().contains("the store holds no message of guild 'g7'"), report.text());
        }
    }

    @Test
    void countsThatDoNotAddUpAreRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new TrialReport("g", 1, null, null, 2, 1, 0, 0, 0, 0, 0, Map.of(), Map.of(), List.of()));
    }

    private TrialReport trial(BotKernel bot, GuildPolicy policy, int days) throws Exception {
        return new PolicyTrial(bot.kernel.kernel(), progress::add).of(policy, days);
    }

    private static GuildPolicy policy(double threshold, String threats) {
        GuildPolicy p = BotKernel.policy(List.of(), null, false);
        @Nullable Map<String, Double> thresholds = Map.of(Categories.VIOLATION, threshold);
        List<GuildPolicy.Rule> rules = new ArrayList<>(p.rules());
        rules.set(0, new GuildPolicy.Rule("r1", threats, Categories.VIOLATION, "threat", "timeout", null));
        return new GuildPolicy(
                p.guild(), null, null, rules, null, null, null, null, thresholds, null, p.dataPolicy(), false);
    }

    /// Empties the text of the first messages, as their retention does.
    private static void empty(BotKernel bot, int count) throws Exception {
        List<String> ids = bot.kernel.events(MessageDecided.class).stream()
                .limit(count)
                .map(MessageDecided::contentId)
                .toList();
        bot.kernel.kernel().bus().write("test empties", tx -> ContentStore.empty(tx, ids, bot.now()));
    }

    /// How many rows each table has.
    private static String rows(BotKernel bot) {
        return bot.kernel.kernel().store().read(h -> {
            StringBuilder counts = new StringBuilder();
            for (String table : h.createQuery("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
                    .mapTo(String.class)
                    .list()) {
                counts.append(table)
                        .append(' ')
                        .append(h.createQuery("SELECT count(*) FROM \"" + table + "\"")
                                .mapTo(Long.class)
                                .one())
                        .append('\n');
            }
            return counts.toString();
        });
    }
}
