package dev.becas.bot.demo;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.becas.kernel.bus.SubscriptionCount;
import dev.becas.kernel.model.ComparisonReport;
import java.util.List;
import java.util.Map;

/// What `summary.json` holds.
///
/// @param conversation where it came from
/// @param durationsSeconds by step, by the wall clock of the last run
/// @param events journalled, by name
/// @param subscriptions each with its equation
/// @param examples by `category/tier/labelSource`
/// @param rejected by reason
/// @param datasets each with its hash and the proof of its split
/// @param training held-out metrics by version
/// @param evaluation on unseen messages, with intervals; empty for a target of which nothing was trained
/// @param verdict whether each tuned model beats the one before it, in a sentence
/// @param shadow the reports, in order
/// @param decision the last report's recommendation and reasoning by target; `none` and why where there is no report
/// @param promotion moves of each alias
/// @param rollback the drill
/// @param peakMemoryMiB of this process
/// @param problems what does not hold; empty when all is well
record Summary(
        long seed,
        String conversation,
        int messages,
        int badLines,
        Map<String, Double> durationsSeconds,
        Map<String, Long> events,
        List<SubscriptionCount> subscriptions,
        Map<String, Integer> examples,
        Map<String, Integer> rejected,
        List<Map<String, Object>> datasets,
        List<Map<String, Object>> training,
        List<Scores> evaluation,
        List<Verdict> verdict,
        List<ComparisonReport> shadow,
        Map<String, Object> decision,
        List<Map<String, Object>> promotion,
        Map<String, Object> rollback,
        Map<String, Integer> answersByVersion,
        long peakMemoryMiB,
        List<String> problems) {

    /// Whether nothing is wrong.
    @JsonProperty
    boolean ok() {
        return problems.isEmpty();
    }
}
