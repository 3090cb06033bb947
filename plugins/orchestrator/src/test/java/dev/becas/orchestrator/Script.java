package dev.becas.orchestrator;

import dev.becas.kernel.dataset.ExampleStatistics.ExampleCounts;
import dev.becas.kernel.model.ComparisonReport;
import dev.becas.kernel.model.ComparisonReport.WinRate;
import java.util.List;
import java.util.Map;

/// What the other plugins say in a test. The stock version answers 60 % of the gold set rightly.
final class Script {
    ExampleCounts counts = new ExampleCounts(600, 2_500, 600, 2_500, 9_000);
    boolean datasetRefused;
    boolean trainingFails;
    int candidateRightPercent = 95;
    String recommendation = "promote_B";
    int tests = 3_000;
    double winRate = 0.8;
    boolean goldMissing;

    ComparisonReport report(String live, String shadow) {
        return new ComparisonReport(
                live,
                shadow,
                "scam_detection",
                tests,
                150,
                200,
                Map.of("all", new WinRate(winRate, 0.7, 0.9, 150)),
                0.1,
                0.05,
                0.0,
                0.9,
                "B",
                0.99,
                recommendation,
                List.of("The candidate was right in most disagreements."),
                List.of());
    }
}
