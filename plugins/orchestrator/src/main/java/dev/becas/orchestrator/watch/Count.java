package dev.becas.orchestrator.watch;

import java.util.Locale;

/// What is counted.
public enum Count {
    /// Answers of a version.
    ANSWERED,
    /// Sum of the confidence of a version's answers.
    CONFIDENCE,
    /// Answers of a version with an acting label.
    ACTED,
    /// Requests that went to a version and were answered by another.
    UNAVAILABLE,
    /// A version's answers that people called false alarms.
    FALSE_ALARM,
    /// A version's answers of which people said that they missed something.
    MISSED,
    /// Decisions, by category.
    DECIDED,
    /// Decisions without a model where one was wanted, by category.
    FALLBACK,
    /// Judged decisions that people confirmed, by category.
    CONFIRMED,
    /// Judged decisions that people corrected, by category.
    CORRECTED,
    /// Examples that were stored, by category.
    COLLECTED,
    /// Examples that were rejected, by category.
    REJECTED,
    /// Training jobs that led to a model, by category.
    TRAINED,
    /// Training jobs that did not, by category.
    TRAINING_FAILED;

    /// The name in tables and reports.
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
