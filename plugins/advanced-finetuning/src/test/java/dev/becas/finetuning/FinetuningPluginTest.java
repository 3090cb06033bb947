package dev.becas.finetuning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.finetuning.Server.Decision;
import dev.becas.kernel.bus.SubscriptionCount;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.DecisionFlow.ViolationDetected;
import dev.becas.kernel.flow.ExampleFlow.ExampleCollected;
import dev.becas.kernel.flow.ExampleFlow.ExampleRejected;
import dev.becas.kernel.flow.ExampleFlow.ExampleSuperseded;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.guild.GuildPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FinetuningPluginTest {
    private static final Duration DAY = Duration.ofHours(24);

    @TempDir
    Path folder;

    @Test
    void countsAnEventOnceHoweverOftenItComes() throws Exception {
        try (Server server = new Server(folder, "")) {
            ViolationDetected event = server.publish(server.decision());
            server.kernel.publish(event);
            server.kernel.stop("advanced-finetuning");
            server.kernel
                    .kernel()
                    .bus()
                    .write(
                            "rewind",
                            tx -> tx.sql()
                                    .execute(
                                            "UPDATE subscription SET cursor = began, handled = 0, filtered = 0 WHERE name = 'advanced-finetuning.collect'"));
            server.kernel.start("advanced-finetuning", new FinetuningPlugin());
            server.kernel.quiet();
            assertEquals(1, server.statistics().totalExamples());
            assertEquals(1, server.kernel.events(ExampleCollected.class).size());
            server.kernel.assertCountsAddUp();
        }
    }

    @Test
    void endsEveryEventAsOneExampleOneFoldOrOneRejection() throws Exception {
        try (Server server = new Server(folder, "")) {
            for (int i = 0; i < 40; i++) {
                Decision decision = server.decision();
                decision.confidence = i % 4 == 0 ? 0.5 : 0.95;
                decision.namingReasons = i % 3;
                decision.text = i % 5 == 0 ? "the very same text of everybody" : decision.text;
                server.publish(decision);
            }
            SubscriptionCount collect = server.kernel.kernel().bus().counts().stream()
                    .filter(count -> count.name().equals("advanced-finetuning.collect"))
                    .findFirst()
                    .orElseThrow();
            Map<String, Integer> ends = server.statistics().eventsByEnd();
            assertEquals(40, collect.handled());
            assertEquals(40, ends.values().stream().mapToInt(Integer::intValue).sum(), ends::toString);
            assertTrue(ends.values().stream().allMatch(n -> n > 0), ends::toString);
            server.kernel.assertCountsAddUp();
        }
    }

    @Test
    void needsConfidenceForTheAisOwnExampleButNotForAPersons() throws Exception {
        try (Server server = new Server(folder, "")) {
            Decision unsure = server.decision();
            unsure.confidence = 0.69;
            server.publish(unsure);
            assertEquals(
                    "below_min_confidence",
                    server.kernel.events(ExampleRejected.class).getLast().reason());
            Decision byHuman = server.decision();
            byHuman.confidence = 0.69;
            byHuman.source = LabelSource.HUMAN;
            byHuman.human = Server.moderator("mod");
            server.publish(byHuman);
            assertEquals(1, server.statistics().totalExamples());
        }
    }

    @Test
    void keepsTheFactorsOfWhatItRejects() throws Exception {
        try (Server server = new Server(folder, "")) {
            Decision bare = server.decision();
            bare.namingReasons = 0;
            bare.disagreed = false;
            bare.context = false;
            server.publish(bare);
            assertEquals(Map.of("below_bronze", 1), server.statistics().rejectedByReason());
            String facts = server.kernel
                    .kernel()
                    .store()
                    .read(h -> h.createQuery("SELECT facts FROM finetuning_rejection")
                            .mapTo(String.class)
                            .one());
            assertTrue(facts.contains("\"confidence\":0.9"));
        }
    }

    @Test
    void letsACorrectionReplaceTheAisOwnExample() throws Exception {
        try (Server server = new Server(folder, "")) {
            Decision decision = server.decision();
            server.publish(decision);
            server.correct(decision, "ok", "mod", "the member only quoted the rule");
            ExampleCollected own = server.kernel.events(ExampleCollected.class).getFirst();
            ExampleCollected correction =
                    server.kernel.events(ExampleCollected.class).getLast();
            ExampleSuperseded superseded =
                    server.kernel.events(ExampleSuperseded.class).getFirst();
            assertEquals(own.exampleId(), superseded.exampleId());
            assertEquals(correction.exampleId(), superseded.byExampleId());
            assertEquals("human_correction", correction.category());
            assertEquals("violation_detection", correction.aboutCategory());
            assertEquals("gold", correction.tier());
            assertEquals(1, server.statistics().humanCorrectionCount());
            assertEquals(1, server.counts().gold());
            assertEquals(1, server.counts().total());
        }
    }

    @Test
    void replacesAnExampleThatStoodForTheCorrectedMessageToo() throws Exception {
        try (Server server = new Server(folder, "")) {
            Decision first = server.decision();
            Decision second = server.decision();
            second.text = first.text;
            server.publish(first);
            server.publish(second);
            assertEquals(1, server.statistics().totalExamples());
            server.correct(second, "ok", "mod", "the member only quoted the rule");
            assertEquals(Map.of("human_correction", 1), server.statistics().byCategory());
        }
    }

    @Test
    void knowsHowAPersonsWordTurnedTheDecisionOut() throws Exception {
        try (Server server = new Server(folder, "")) {
            Decision confirmed = server.decision();
            server.publish(confirmed);
            confirmed.source = LabelSource.HUMAN;
            confirmed.human = Server.moderator("mod");
            server.publish(confirmed);
            Decision overturned = server.decision();
            server.publish(overturned);
            overturned.source = LabelSource.HUMAN;
            overturned.label = "ok";
            overturned.human = Server.moderator("mod");
            server.publish(overturned);
            List<String> outcomes = server.kernel
                    .kernel()
                    .store()
                    .read(h -> h.createQuery(
                                    "SELECT outcome FROM finetuning_example WHERE gone_at IS NULL ORDER BY label")
                            .mapTo(String.class)
                            .list());
            assertEquals(List.of("success", "failure"), outcomes);
        }
    }

    @Test
    void holdsWhatModeratorsDisagreeAboutUntilMostAgree() throws Exception {
        try (Server server = new Server(folder, "")) {
            Decision decision = server.decision();
            server.correct(decision, "ok", "mod1", "this is a harmless joke here");
            assertEquals(1, server.counts().total());
            server.correct(decision, "spam", "mod2", "this is an advertisement again");
            assertEquals(0, server.counts().total());
            assertEquals(
                    "moderators_disagree",
                    server.kernel.events(ExampleRejected.class).getLast().reason());
            assertEquals(2, server.statistics().rejectedByReason().get("moderators_disagree"));
            server.correct(decision, "spam", "mod3", "it is an advertisement, yes");
            assertEquals(1, server.counts().total());
        }
    }

    @Test
    void keepsMessagesOfAPlatformFromTrainingUntilThereIsAPermission() throws Exception {
        try (Server server = new Server(folder, "")) {
            Decision decision = server.decision();
            decision.provenance = Provenance.MESSAGE;
            server.publish(decision);
            server.kernel.tick(DAY);
            assertEquals(
                    "data_policy",
                    server.kernel.events(ExampleRejected.class).getLast().reason());
            assertEquals(1, server.statistics().totalExamples());
            assertEquals(0, server.counts().total());
            assertEquals(Map.of("data_policy", 1), server.statistics().rejectedByReason());
            server.kernel
                    .kernel()
                    .policies()
                    .put(
                            new GuildPolicy(
                                    Server.GUILD,
                                    null,
                                    null,
                                    List.of(),
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    null,
                                    new GuildPolicy.DataPolicy(Provenance.MESSAGE, "letter of 2026-01-02"),
                                    false),
                            server.kernel.now());
            assertEquals(1, server.counts().total());
        }
    }

    @Test
    void neverTrainsOnWhatOnlyAModelSaid() throws Exception {
        try (Server server = new Server(folder, "")) {
            Decision decision = server.decision();
            decision.source = LabelSource.MODEL;
            server.publish(decision);
            server.kernel.tick(DAY);
            assertEquals(1, server.statistics().totalExamples());
            assertEquals(0, server.counts().total());
        }
    }

    @Test
    void letsTheLeastWorthyLeaveFirstAndCorrectionsLast() throws Exception {
        try (Server server = new Server(folder, "finetuning: {maxExamplesPerCategory: 2}")) {
            Decision corrected = server.decision();
            server.correct(corrected, "ok", "mod", "this is a harmless joke here");
            Decision weak = server.decision();
            weak.confidence = 0.8;
            server.publish(weak);
            server.publish(server.decision());
            assertEquals(2, server.statistics().totalExamples());
            assertEquals(1, server.statistics().humanCorrectionCount());
            assertEquals(6_650, server.score(server.kernel.now()));
            assertEquals(1, server.statistics().rejectedByReason().get("evicted"));
        }
    }

    @Test
    void refusesACategoryOrLabelThatItDoesNotKnowByName() throws Exception {
        try (Server server = new Server(folder, "")) {
            server.custom("violation_detection", "rude", "some text");
            server.custom("weather", "rain", "some text");
            List<String> details = server.kernel
                    .kernel()
                    .store()
                    .read(h -> h.createQuery("SELECT detail FROM finetuning_rejection ORDER BY detail")
                            .mapTo(String.class)
                            .list());
            assertTrue(details.getFirst().startsWith("label of violation_detection must be one of [ok, hate, "));
            assertTrue(details.getFirst().endsWith("but was 'rude'"));
            assertEquals("there is no category 'weather'", details.getLast());
        }
    }

    @Test
    void refusesWhatCannotBeWithoutStopping() throws Exception {
        try (Server server = new Server(folder, "")) {
            server.custom("violation_detection", "ok", "long ".repeat(50_000));
            server.custom("violation_detection", "ok", "short");
            assertEquals(Map.of("malformed", 1), server.statistics().rejectedByReason());
            assertEquals(1, server.statistics().totalExamples());
            assertEquals(List.of(), server.kernel.kernel().bus().deadLetters());
        }
    }

    @Test
    void storesNoTextThatNamesSomebody() throws Exception {
        try (Server server = new Server(folder, "")) {
            Decision decision = server.decision();
            decision.text = "write to jo@example.org or <@123456789012345678>, the friend of <@123456789012345678>";
            server.publish(decision);
            String id = server.kernel.events(ExampleCollected.class).getFirst().exampleId();
            String stored = server.kernel.kernel().contents().text("ex-" + id).orElseThrow();
            assertTrue(
                    stored.matches("message: write to <EMAIL> or <USER:(\\w{8})>, the friend of <USER:\\1>"), stored);
        }
    }
}
