package dev.becas.orchestrator.pipeline;

import dev.becas.kernel.model.ComparisonReport;
import dev.becas.kernel.model.ComparisonReport.WinRate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// Pipelines in figures, by the names that all surfaces share.
///
/// @param totalJobs rounds that began
/// @param byStage pipelines by stage; every stage is there
/// @param byCategory rounds by category
/// @param deployedModels versions that reached all requests
/// @param averageWinRate mean over the shadow tests' reports of the candidate's share of labelled disagreements; 0
///     without a report
public record PipelineStatistics(
        int totalJobs,
        Map<String, Integer> byStage,
        Map<String, Integer> byCategory,
        int deployedModels,
        double averageWinRate) {
    public PipelineStatistics {
        byStage = Map.copyOf(byStage);
        byCategory = Map.copyOf(byCategory);
    }

    /// As of now.
    public static PipelineStatistics of(Handle sql) {
        List<Round> rounds = Rounds.of(sql, null);
        Map<String, Integer> byStage = new TreeMap<>();
        for (Stage stage : Stage.values()) {
            byStage.put(stage.wireName(), 0);
        }
        PipelineRows.all(sql).forEach(row -> byStage.merge(row.state().stage().wireName(), 1, Integer::sum));
        Map<String, Integer> byCategory = new TreeMap<>();
        rounds.forEach(round -> byCategory.merge(round.category(), 1, Integer::sum));
        int deployed = sql.createQuery("SELECT count(DISTINCT version) FROM orch_round WHERE outcome = 'promoted'")
                .mapTo(Integer.class)
                .one();
        double winRate = rounds.stream()
                .map(Round::report)
                .filter(Objects::nonNull)
                .map(ComparisonReport::winRateByTask)
                .map(rates -> rates.get("all"))
                .filter(Objects::nonNull)
                .mapToDouble(WinRate::rate)
                .average()
                .orElse(0);
        return new PipelineStatistics(rounds.size(), byStage, byCategory, deployed, winRate);
    }
}
