package dev.becas.kernel.category;

import static dev.becas.kernel.category.Category.Risk.HIGH;
import static dev.becas.kernel.category.Category.Risk.LOW;
import static dev.becas.kernel.category.Category.Risk.MEDIUM;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The table of the fourteen categories: the source that the reference page is made from.
public final class Categories {
    public static final String VIOLATION = "violation_detection";
    public static final String SCAM = "scam_detection";
    public static final String CORRECTION = "human_correction";

    private static final List<String> OPEN = List.of();
    private static final Map<String, Category> ALL = table(
            row(
                    VIOLATION,
                    "violation.detected",
                    List.of("ok"),
                    List.of("hate", "harassment", "threat", "sexual", "selfharm", "spam", "other"),
                    "qwen",
                    HIGH,
                    "macro-F1, recall of act, FPR"),
            row(
                    SCAM,
                    "scam.detected",
                    List.of("clean"),
                    List.of("phishing", "airdrop", "crypto", "impersonation", "social"),
                    "qwen",
                    HIGH,
                    "scam F1, FPR"),
            row(
                    "intent_classification",
                    "intent.analyzed",
                    List.of(
                            "question",
                            "help",
                            "joke",
                            "criticism",
                            "frustration",
                            "fud",
                            "praise",
                            "promotion",
                            "statement"),
                    OPEN,
                    "qwen",
                    LOW,
                    "macro-F1"),
            row("tool_selection", "tool.executed", OPEN, OPEN, "llama", HIGH, "exact tool + argument F1"),
            row(
                    "trust_prediction",
                    "trust_score.changed",
                    List.of("plunge", "lower", "same", "higher", "surge"),
                    OPEN,
                    "general",
                    MEDIUM,
                    "accuracy within one step"),
            row(
                    "moderation_decision",
                    "moderation.action_executed",
                    List.of("none", "log"),
                    List.of("delete", "warn", "timeout", "kick", "ban"),
                    "general",
                    HIGH,
                    "macro-F1, cost-weighted error"),
            row(
                    "policy_interpretation",
                    "policy.evaluated",
                    List.of("complies", "unclear"),
                    List.of("violates"),
                    "general",
                    MEDIUM,
                    "macro-F1"),
            row(
                    "sentiment_analysis",
                    "sentiment.analyzed",
                    List.of("negative", "neutral", "positive"),
                    OPEN,
                    "qwen",
                    LOW,
                    "macro-recall"),
            row("language_detection", "language.detected", OPEN, OPEN, "general", LOW, "accuracy"),
            row(
                    "network_analysis",
                    "network.raid_detected",
                    List.of("normal"),
                    List.of("raid", "botpattern", "coordinated"),
                    "general",
                    HIGH,
                    "F1, false alarms a day"),
            row(
                    "user_profiling",
                    "user.profile_updated",
                    List.of("low", "medium"),
                    List.of("high"),
                    "general",
                    HIGH,
                    "AUROC"),
            row("workflow_parsing", "workflow.parsed", OPEN, OPEN, "llama", MEDIUM, "step-set exact match"),
            row(CORRECTION, "ai.correction", OPEN, OPEN, "all", HIGH, "-"),
            row("rag_enhancement", "rag.context_enhanced", OPEN, OPEN, "all", MEDIUM, "-"));

    private Categories() {}

    /// All of them, in the contract's order.
    public static List<Category> all() {
        return List.copyOf(ALL.values());
    }

    /// The category of this name, if there is one.
    public static Optional<Category> find(String name) {
        return Optional.ofNullable(ALL.get(name));
    }

    /// The category of this name.
    ///
    /// @throws IllegalArgumentException naming it and those there are
    public static Category named(String name) {
        return find(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "category must be one of " + ALL.keySet() + " but was '" + name + "'"));
    }

    private static Category row(
            String name,
            String event,
            List<String> pass,
            List<String> act,
            String family,
            Category.Risk risk,
            String metric) {
        return new Category(name, event, pass, act, family, risk, metric);
    }

    private static Map<String, Category> table(Category... rows) {
        Map<String, Category> table = new LinkedHashMap<>();
        for (Category row : rows) {
            table.put(row.name(), row);
        }
        return table;
    }
}
