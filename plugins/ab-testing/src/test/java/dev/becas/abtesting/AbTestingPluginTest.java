package dev.becas.abtesting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.abtesting.PlayedRuntime.Skill;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestStopped;
import dev.becas.kernel.review.ReviewItem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AbTestingPluginTest {

    private static final Skill LIVE = new Skill(0.60, 0.20, "live");
    private static final Skill BETTER = new Skill(0.90, 0.05, "candidate");

    @TempDir
    Path folder;

    @Test
    void theSameEventTwiceIsOnePair() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN)) {
            stage.begin();
            List<ModelAnswered> answers = stage.send(50);
            stage.test.publish(answers.toArray(ModelAnswered[]::new));
            assertEquals(50, stage.pairs());
            assertEquals(50, stage.count("SELECT sum(eligible) FROM ab_exposure"));
            stage.test.assertCountsAddUp();
        }
    }

    @Test
    void goesOnAfterARestartWhereItStopped() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN)) {
            stage.begin();
            stage.send(50);
            stage.test.stop("ab-testing");
            stage.send(50);
            assertEquals(50, stage.pairs());
            stage.test.start("ab-testing", new AbTestingPlugin());
            stage.test.quiet();
            assertEquals(100, stage.pairs());
            stage.test.assertCountsAddUp();
        }
    }

    @Test
    void drawsAFifthWhileThereIsMuchToDoAndAllWhileThereIsLittle() throws Exception {
        try (Stage stage = stage("")) {
            stage.begin();
            stage.send(400);
            long busy = stage.pairs();
            assertTrue(busy > 50 && busy < 110, "drew " + busy);
            stage.test.tick(Duration.ofHours(1));
            stage.send(100);
            assertEquals(busy + 100, stage.pairs());
        }
    }

    @Test
    void asksAboutEveryDisagreementAndHidesWhatTheModelsSaid() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN)) {
            stage.begin();
            stage.send(100);
            List<ReviewItem> asked = stage.questions().stream()
                    .filter(item -> item.kinds().contains(ReviewItem.Kind.DISAGREEMENT))
                    .toList();
            assertEquals(stage.count("SELECT count(*) FROM ab_pair WHERE a_label <> b_label"), asked.size());
            assertTrue(asked.stream().allMatch(ReviewItem::blind));
            assertTrue(asked.stream().anyMatch(item -> item.opinionsWanted() == 2), "some need a second opinion");
        }
    }

    @Test
    void asksAboutASampleOfAgreements() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN + "  auditRate: 0.2\n")) {
            stage.begin();
            stage.send(200);
            long audits = stage.questions().stream()
                    .filter(item -> item.kinds().equals(List.of(ReviewItem.Kind.AUDIT)))
                    .count();
            assertTrue(audits > 10 && audits < 70, "asked " + audits);
        }
    }

    @Test
    void someOfWhatTwoPeopleAgreeOnComesBackAsGoldenAndMeasuresThem() throws Exception {
        try (Stage stage = new Stage(folder, Stage.ALL_DRAWN, LIVE, new Skill(0.60, 0.20, "equal"))) {
            stage.begin();
            for (int i = 0; i < 8; i++) {
                stage.send(100);
                stage.label(stage.runtime::truth);
                stage.test.tick(Stage.TICK);
            }
            List<ReviewItem> golden = stage.questions("third").stream()
                    .filter(item -> item.kinds().contains(ReviewItem.Kind.GOLDEN))
                    .toList();
            long before = stage.count("SELECT count(*) FROM ab_opinion");
            long known = stage.count("SELECT count(*) FROM ab_golden_answer");
            assertTrue(golden.size() + known > 0, "no golden item came back");
            for (ReviewItem item : golden) {
                stage.answer(item, "third", stage.runtime.truth(Stage.text(item.messageId())));
            }
            stage.test.quiet();
            assertEquals(
                    known + golden.size(), stage.count("SELECT count(*) FROM ab_golden_answer WHERE is_right = 1"));
            assertEquals(before, stage.count("SELECT count(*) FROM ab_opinion"), "golden answers are no truth");
        }
    }

    @Test
    void waitsForTheOldestOpenLabelHoweverMuchComesAfterIt() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN)) {
            stage.begin();
            stage.send(100);
            List<ReviewItem> asked = stage.questions();
            ReviewItem oldest = asked.getFirst();
            for (String who : List.of("mod", "second")) {
                for (ReviewItem item : stage.questions(who)) {
                    if (!item.itemId().equals(oldest.itemId())) {
                        stage.answer(item, who, stage.runtime.truth(Stage.text(item.messageId())));
                    }
                }
            }
            stage.test.quiet();
            stage.test.tick(Stage.TICK);
            String waiting = stage.command("abtest report", Map.of());
            assertTrue(waiting.matches("(?s).*after \\d{1,2} pairs this is missing.*"), waiting);
            stage.label(stage.runtime::truth);
            stage.test.tick(Stage.TICK);
            assertTrue(stage.command("abtest report", Map.of()).contains("after 100 pairs"));
        }
    }

    @Test
    void anExpiredLabelIsALossOfTheCandidate() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN + "  labelExpiry: 2h\n")) {
            stage.begin();
            stage.send(300);
            stage.test.tick(Duration.ofHours(3));
            var report = stage.completed().orElseThrow().report();
            assertEquals("keep_A", report.recommendation());
            assertEquals("A", report.overallWinner());
            assertEquals(0, report.winRateByTask().getOrDefault("all", none()).rate());
            assertTrue(
                    report.reasoning().getLast().contains("no label in time"),
                    report.reasoning().toString());
            assertTrue(stage.questions().isEmpty(), "what expired is no longer asked");
        }
    }

    @Test
    void theLastDayKeepsTheLiveModel() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN + "  maxDays: 1\n")) {
            stage.begin();
            stage.send(20);
            stage.label(stage.runtime::truth);
            stage.test.tick(Duration.ofDays(2));
            var report = stage.completed().orElseThrow().report();
            assertEquals("keep_A", report.recommendation());
            assertTrue(report.reasoning().getFirst().contains("the limit of 1 days"));
        }
    }

    @Test
    void aCandidateThatFailsToAnswerIsNotPromoted() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN)) {
            stage.begin();
            stage.runtime.fail(Stage.CANDIDATE, "down");
            stage.send(30);
            stage.test.tick(Stage.TICK);
            assertEquals(0, stage.pairs());
            String report = stage.command("abtest report", Map.of());
            assertTrue(report.contains("BROKEN  error_rate: B failed to answer 30 of 30"), report);
        }
    }

    @Test
    void aCandidateThatLosesOnTheGoldSetIsNotPromotedHoweverWellItDoesInTheShadow() throws Exception {
        String worseOnGold = Stage.TARGET + "-v2";
        try (Stage stage = stage(Stage.ALL_DRAWN)) {
            stage.runtime.play(worseOnGold, BETTER);
            Map<String, Double> gold =
                    Map.of("gold.pass.items", 500.0, "gold.pass.wins", 2.0, "gold.pass.losses", 30.0);
            stage.write(tx -> stage.test.kernel().models().register(tx, stage.version(worseOnGold, 2, gold)));
            stage.test.publish(stage.request(worseOnGold, false));
            for (int i = 0; i < 6; i++) {
                stage.send(100);
                stage.label(stage.runtime::truth);
                stage.test.tick(Stage.TICK);
            }
            assertTrue(stage.completed().isEmpty());
            String report = stage.command("abtest report", Map.of());
            assertTrue(report.contains("BROKEN  gold_evaluation"), report);
            assertTrue(report.contains("it waits for the guardrails"), report);
        }
    }

    @Test
    void anAnswerOfAnotherVersionOrTargetIsNotEligible() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN)) {
            stage.begin();
            ModelAnswered answer = stage.send(1).getFirst();
            stage.test.publish(new ModelAnswered(
                    EventHead.root("answer", "other", Stage.GUILD, stage.test.now()),
                    "other",
                    Stage.TARGET,
                    answer.category(),
                    Stage.CANDIDATE,
                    answer.messageId(),
                    "general",
                    answer.contentId(),
                    List.of(),
                    0,
                    answer.promptDigest(),
                    answer.label(),
                    0.5));
            assertEquals(1, stage.count("SELECT sum(eligible) FROM ab_exposure"));
        }
    }

    @Test
    void aPromptThatCameOutOtherwiseIsAFailureAndNoPair() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN)) {
            stage.begin();
            ModelAnswered answer = stage.send(1).getFirst();
            stage.test.publish(new ModelAnswered(
                    EventHead.root("answer", "skewed", Stage.GUILD, stage.test.now()),
                    "skewed",
                    Stage.TARGET,
                    answer.category(),
                    Stage.LIVE,
                    answer.messageId(),
                    "general",
                    answer.contentId(),
                    List.of(),
                    0,
                    "another digest",
                    answer.label(),
                    0.5));
            assertEquals(1, stage.pairs());
            assertEquals(1, stage.count("SELECT count(*) FROM ab_pair WHERE failure = 'other_prompt'"));
        }
    }

    @Test
    void stopsWhenAnotherVersionGoesLive() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN)) {
            stage.begin();
            stage.test.publish(new AliasMoved(
                    EventHead.root("test", "moved", EventHead.NO_GUILD, stage.test.now()),
                    Stage.TARGET,
                    Stage.CANDIDATE,
                    null,
                    100,
                    "operator",
                    "by hand"));
            assertEquals(1, stage.test.events(ShadowTestStopped.class).size());
            stage.send(10);
            assertEquals(0, stage.pairs());
        }
    }

    @Test
    void anAaTestSaysThatNoPairShouldDiffer() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN)) {
            stage.write(tx -> stage.test
                    .kernel()
                    .models()
                    .moveAlias(
                            tx,
                            new AliasMoved(
                                    EventHead.root("test", "first", EventHead.NO_GUILD, stage.test.now()),
                                    Stage.TARGET,
                                    Stage.LIVE,
                                    null,
                                    100,
                                    "operator",
                                    "first")));
            assertTrue(stage.command("abtest setup", Map.of("target", Stage.TARGET, "aa", "true"))
                    .contains("Shadow test"));
            stage.send(1_000);
            stage.test.tick(Stage.TICK);
            var report = stage.completed().orElseThrow().report();
            assertEquals("keep_A", report.recommendation());
            assertTrue(report.reasoning().getLast().endsWith("0 pairs differ, and none should."));
        }
    }

    @Test
    void listCountsUnderTheNamesOfTheReference() throws Exception {
        try (Stage stage = stage(Stage.ALL_DRAWN)) {
            assertTrue(stage.command("abtest list", Map.of()).contains("There is no shadow test yet."));
            stage.begin();
            stage.send(60);
            stage.label(stage.runtime::truth);
            String list = stage.command("abtest list", Map.of());
            assertTrue(list.contains("\"totalTests\":60"), list);
            assertTrue(list.contains("\"byTaskType\":{\"scam_detection\":60}"), list);
            assertTrue(list.contains("\"byModel\":{\"" + Stage.CANDIDATE + "\":60}"), list);
            assertFalse(list.contains("\"labelled\":0"), list);
        }
    }

    @Test
    void setupRefusesATargetThatNobodyServes() throws Exception {
        try (Stage stage = stage("")) {
            assertThrows(
                    IllegalArgumentException.class, () -> stage.command("abtest setup", Map.of("target", "nobody")));
            assertThrows(IllegalArgumentException.class, () -> stage.command("abtest report", Map.of("test", "none")));
        }
    }

    @Test
    void theFloorsAreThoseOfTheOrchestratorWhenThereIsOne() throws Exception {
        record Orchestrator(int minTestsBeforePromotion, double minWinRateForPromotion, boolean autoPromote) {}
        try (Stage stage = stage("orchestrator:\n  minTestsBeforePromotion: 700\n")) {
            var config = stage.test.kernel().config();
            assertEquals(
                    100,
                    TestPlan.inForce(AbTestSettings.DEFAULTS, config).rule().minPairs());
            config.section("orchestrator", new Orchestrator(100, 0.7, false));
            TestPlan plan = TestPlan.inForce(AbTestSettings.DEFAULTS, config);
            assertEquals(700, plan.rule().minPairs());
            assertEquals(0.7, plan.rule().minWinRate());
        }
    }

    @Test
    void refusesASettingThatCannotBe() {
        assertThrows(Exception.class, () -> stage("abtest:\n  sampleRate: 1.5\n"));
    }

    private Stage stage(String yaml) throws Exception {
        return new Stage(folder, yaml, LIVE, BETTER);
    }

    private static dev.becas.kernel.model.ComparisonReport.WinRate none() {
        return new dev.becas.kernel.model.ComparisonReport.WinRate(-1, 0, 0, 0);
    }
}
