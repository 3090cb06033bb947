package dev.becas.kernel.model;

import java.util.List;
import java.util.Map;

/// What a shadow test found. The names are those of the JSON, the command line and the HTTP API.
///
/// @param modelA the live version
/// @param modelB the candidate
/// @param taskType the category
/// @param tests pairs
/// @param labelled disagreements with a truth
/// @param disagreements pairs with different polarity
/// @param winRateByTask B's share of labelled disagreements by stratum and for `all`, with a 95 % interval
/// @param accuracyDelta B minus A on labelled pairs
/// @param confidenceDelta B minus A, mean
/// @param latencyDelta B minus A, mean service time in milliseconds
/// @param qualityScore in [0, 1]
/// @param overallWinner `A`, `B` or `tie`
/// @param confidence 1 - min(1, 1/E) of the weakest gate
/// @param recommendation `promote_B`, `keep_A` or `need_more_data`
/// @param reasoning in sentences
/// @param guardrails each with its state
public record ComparisonReport(
        String modelA,
        String modelB,
        String taskType,
        int tests,
        int labelled,
        int disagreements,
        Map<String, WinRate> winRateByTask,
        double accuracyDelta,
        double confidenceDelta,
        double latencyDelta,
        double qualityScore,
        String overallWinner,
        double confidence,
        String recommendation,
        List<String> reasoning,
        List<Guardrail> guardrails) {
    public ComparisonReport {
        winRateByTask = Map.copyOf(winRateByTask);
        reasoning = List.copyOf(reasoning);
        guardrails = List.copyOf(guardrails);
    }

    /// @param rate B's share of `n` labelled disagreements
    /// @param low lower end of the interval
    /// @param high upper end
    public record WinRate(double rate, double low, double high, int n) {}

    /// @param name what is guarded
    /// @param ok whether it holds
    /// @param detail the figure and its limit
    public record Guardrail(String name, boolean ok, String detail) {}
}
