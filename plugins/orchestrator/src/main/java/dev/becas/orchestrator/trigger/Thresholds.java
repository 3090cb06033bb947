package dev.becas.orchestrator.trigger;

import dev.becas.kernel.dataset.ExampleStatistics.ExampleCounts;
import dev.becas.orchestrator.settings.OrchestratorSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Whether there are enough good examples for a round. All thresholds must hold.
public final class Thresholds {
    private static final double BASIS_POINTS = 10_000;

    private final OrchestratorSettings settings;

    public Thresholds(OrchestratorSettings settings) {
        this.settings = settings;
    }

    /// @param holds whether all thresholds hold
    /// @param sentences one a threshold, with its figure
    public record Verdict(boolean holds, List<String> sentences) {
        public Verdict {
            sentences = List.copyOf(sentences);
        }

        public String sentence() {
            return String.join(", ", sentences);
        }
    }

    /// Of the examples that are new since the last dataset; before the first all of them are.
    public Verdict onNew(ExampleCounts counts) {
        return verdict(counts.newGold(), counts.newTotal(), "new ", counts.averageScoreBp());
    }

    /// Of all examples, for a round that refreshes a model.
    public Verdict onAll(ExampleCounts counts) {
        return verdict(counts.gold(), counts.total(), "", counts.averageScoreBp());
    }

    private Verdict verdict(int gold, int total, String kind, int scoreBp) {
        double score = scoreBp / BASIS_POINTS;
        List<String> sentences = new ArrayList<>();
        boolean holds = gold >= settings.minGoldExamples()
                && total >= settings.minTotalExamples()
                && score >= settings.minQualityScore();
        sentences.add(gold + " of " + settings.minGoldExamples() + " " + kind + "gold examples");
        sentences.add(total + " of " + settings.minTotalExamples() + " " + kind + "examples");
        sentences.add(String.format(Locale.ROOT, "average quality %.3f of %.3f", score, settings.minQualityScore()));
        return new Verdict(holds, sentences);
    }
}
