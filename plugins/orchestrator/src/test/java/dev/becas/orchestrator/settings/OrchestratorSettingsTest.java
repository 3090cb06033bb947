package dev.becas.orchestrator.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.config.Config;
import dev.becas.kernel.config.ConfigException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrchestratorSettingsTest {
    @TempDir
    Path folder;

    private OrchestratorSettings read(String yaml) throws IOException {
        Path file = folder.resolve("becas.yaml");
        Files.writeString(file, yaml);
        return Config.read(file, Map.of()).section("orchestrator", OrchestratorSettings.DEFAULTS);
    }

    @Test
    void holdsTheReferencesDefaults() throws Exception {
        OrchestratorSettings settings = read("");
        assertEquals(OrchestratorSettings.DEFAULTS, settings);
        assertEquals(500, settings.minGoldExamples());
        assertEquals(List.of(1, 5, 25, 50, 100), settings.shares());
        assertEquals(new WeeklyTime(DayOfWeek.SUNDAY, LocalTime.of(3, 0)), settings.weeklyTime());
    }

    @Test
    void readsWhatPeopleWrite() throws Exception {
        OrchestratorSettings settings = read(
                "orchestrator:\n  shareStage: 2 h\n  shares: [10, 100]\n  weekly: monday 04:30\n  budget:\n    gpuMinutesPerMonth: 90\n");
        assertEquals(Duration.ofHours(2), settings.shareStage());
        assertEquals(List.of(10, 100), settings.shares());
        assertEquals(90.0, settings.budget().gpuMinutesPerMonth());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            minGoldExamples: -1            | minGoldExamples must be 0 or more but was -1
            minTotalExamples: 0            | minTotalExamples must be 1 or more but was 0
            minQualityScore: 1.5           | minQualityScore must be in [0, 1] but was 1.5
            minTestsBeforePromotion: -1    | minTestsBeforePromotion must be 0 or more but was -1
            minWinRateForPromotion: 2      | minWinRateForPromotion must be in [0, 1] but was 2.0
            checkEvery: 0 s                | checkEvery must be above 0 but was PT0S
            weekly: someday                | weekly must be a day and a time such as 'Sunday 03:00' but was 'someday'
            weekly: Sunday 25:00           | weekly must be a day and a time such as 'Sunday 03:00' but was 'Sunday 25:00'
            refreshAfter: 0 days           | refreshAfter must be above 0 but was PT0S
            manualApprovals: 0             | manualApprovals must be in [1, 10] but was 0
            manualApprovalsHighRisk: 11    | manualApprovalsHighRisk must be in [1, 10] but was 11
            manualOnlyVersions: -1         | manualOnlyVersions must be 0 or more but was -1
            target: family                 | target must be 'category' (one model a category) but was 'family'
            keepVersions: 0                | keepVersions must be 1 or more but was 0
            minImprovement: 2              | minImprovement must be in [-1, 1] but was 2.0
            shares: [1, 5]                 | shares must rise from 1 or more to 100 but was [1, 5]
            shares: [5, 5, 100]            | shares must rise from 1 or more to 100 but was [5, 5, 100]
            shares: []                     | shares must rise from 1 or more to 100 but was []
            shareStageRequests: -1         | shareStageRequests must be 0 or more but was -1
            removeUnusedAfter: 0 days      | removeUnusedAfter must be above 0 but was PT0S
            categories: [weather]          | category must be one of
            trainer: ''                    | trainer must not be empty
            budget: {gpuMinutesPerMonth: -1} | budget.gpuMinutesPerMonth must be 0 or more but was -1.0
            """)
    void refusesByName(String line, String sentence) {
        ConfigException refused = assertThrows(ConfigException.class, () -> read("orchestrator:\n  " + line + "\n"));
        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
    }

    @Test
    void refusesAModelOfAFamilyWithTheWayOut() {
        ConfigException refused = assertThrows(ConfigException.class, () -> read("orchestrator:\n  target: family\n"));
        assertEquals(
                folder.resolve("becas.yaml")
                        + ": orchestrator: target must be 'category' (one model a category) but was 'family': a model of"
                        + " a whole family cannot be trained by this version; leave it out or say category",
                refused.getMessage());
    }

    @Test
    void knowsTheLastWeeklyTime() {
        WeeklyTime sunday = WeeklyTime.parse("Sunday 03:00");
        assertEquals(Instant.parse("2026-01-04T03:00:00Z"), sunday.lastUntil(Instant.parse("2026-01-05T08:00:00Z")));
        assertEquals(Instant.parse("2026-01-04T03:00:00Z"), sunday.lastUntil(Instant.parse("2026-01-04T03:00:00Z")));
        assertEquals(Instant.parse("2025-12-28T03:00:00Z"), sunday.lastUntil(Instant.parse("2026-01-04T02:59:59Z")));
    }

    @Test
    void refusesAlertLevelsByName() {
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> alerts(2, ""))
                        .getMessage())
                .contains("errorRate must be in [0, 1] but was 2.0"));
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> alerts(0.1, "ftp://x"))
                        .getMessage())
                .contains("webhook must be an http or https address but was 'ftp://x'"));
        assertTrue(String.valueOf(assertThrows(IllegalArgumentException.class, () -> alerts(0.1, "no address"))
                        .getMessage())
                .contains("webhook must be"));
    }

    private static AlertSettings alerts(double errorRate, String webhook) {
        return new AlertSettings(errorRate, 2_000, 0.1, 0.2, 0.7, 0.8, 50, 0.2, webhook, Duration.ofSeconds(5));
    }
}
