package dev.becas.checks.product;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.becas.finetuning.scoring.Factor;
import dev.becas.kernel.category.Categories;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each factor of the score, flipped alone by a message on its whole way: text, moderation, moderator, collector,
/// store.
///
/// The two factors of precedents are flipped by events in the collector's own tests: moderation looks no precedents up.
class FactorsThroughPipelineTest {
    private static final String VIOLATION = Categories.VIOLATION;
    private static final String SCAM = Categories.SCAM;

    @TempDir
    private Path folder;

    private Town town;

    @BeforeEach
    void open() throws Exception {
        town = new Town(folder);
    }

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void baseConfidenceIsTheModels() throws Exception {
        String sure = town.post(town.words() + "threat=95");
        String lessSure = town.post(town.words() + "threat=85");
        assertFlips(Map.of(Factor.BASE_CONFIDENCE, 350), sure, lessSure, VIOLATION);
    }

    @Test
    void detailedReasoningIsAFigureAndARuleOfTheServer() throws Exception {
        String underARule = town.post(town.words() + "threat=95");
        String underNone = town.post(town.words() + "hate=95");
        assertFlips(Map.of(Factor.DETAILED_REASONING, 1_500), underARule, underNone, VIOLATION);
    }

    @Test
    void contextualDataIsThereOnceTheAuthorIsKnown() throws Exception {
        String first = town.post(Town.GUILD, "ann", town.words() + "threat=95");
        String second = town.post(Town.GUILD, "ann", town.words() + "threat=95");
        assertFlips(Map.of(Factor.CONTEXTUAL_DATA, 1_000), second, first, VIOLATION);
    }

    @Test
    void edgeCaseIsAnAnswerCloseToTheServersThreshold() throws Exception {
        String onTheLine = town.post(Town.STRICT_GUILD, "ann", town.words() + "threat=95");
        String clear = town.post(Town.GUILD, "ann", town.words() + "threat=95");
        assertFlips(Map.of(Factor.EDGE_CASE, 1_000), onTheLine, clear, VIOLATION);
    }

    @Test
    void edgeCaseIsARuleOnTrialThatMatchesWhatTheModelLetsPass() throws Exception {
        String disputed = town.post(town.words() + "golden shovel");
        String agreed = town.post(town.words() + "silver shovel");
        assertFlips(Map.of(Factor.EDGE_CASE, 1_000), disputed, agreed, VIOLATION);
    }

    @Test
    void edgeCaseIsAScamThatTalksItsVictimIntoIt() throws Exception {
        String talking = town.post(town.words() + "social=95");
        String linking = town.post(town.words() + "phishing=95");
        assertFlips(Map.of(Factor.EDGE_CASE, 1_000), talking, linking, SCAM);
    }

    @Test
    void edgeCaseIsACorrectionOfADecisionThatWasSure() throws Exception {
        String sure = town.post(town.words() + "threat=95");
        String unsure = town.post(town.words() + "threat=75");
        town.label(sure, VIOLATION, "ok");
        town.label(unsure, VIOLATION, "ok");
        assertFlips(Map.of(Factor.EDGE_CASE, 1_000), sure, unsure, Categories.CORRECTION);
    }

    @Test
    void clearOutcomeIsThereWhenTheAppealWindowIsOver() throws Exception {
        town.post(town.words() + "threat=95");
        int open = town.score(VIOLATION);
        town.waitFor(Duration.ofHours(23));
        assertEquals(open, town.score(VIOLATION));
        town.waitFor(Duration.ofHours(1));
        assertEquals(1_500, town.score(VIOLATION) - open);
    }

    @Test
    void humanValidationIsAModeratorsWordOnWhatNobodyDisputed() throws Exception {
        String message = town.post(town.words() + "threat=95");
        town.waitFor(Duration.ofHours(24));
        int undisputed = town.score(VIOLATION);
        town.label(message, VIOLATION, "threat");
        assertEquals(2_000, town.score(VIOLATION) - undisputed);
    }

    @Test
    void commonPatternIsTheFifthMessageOfAKind() throws Exception {
        String text = town.words() + "threat=95";
        for (int i = 1; i <= 5; i++) {
            town.post(text + " " + i);
            assertEquals(i < 5 ? 4_825 : 5_325, town.score(VIOLATION), "after " + i);
        }
    }

    /// That two messages differ in these factors by these points, and in no other.
    private void assertFlips(Map<Factor, Integer> wanted, String with, String without, String category) {
        Map<Factor, Integer> difference = new TreeMap<>(town.points(with, category));
        town.points(without, category).forEach((factor, points) -> difference.merge(factor, -points, Integer::sum));
        difference.values().removeIf(points -> points == 0);
        assertEquals(wanted, difference);
    }
}
