package dev.becas.finetuning.collect;

import java.util.Locale;

/// Why an event became no example, or none that may train.
public enum Rejection {
    /// The AI's own decision was less sure than `minConfidence`.
    BELOW_MIN_CONFIDENCE,
    /// Even with the best outcome it would not be bronze.
    BELOW_BRONZE,
    /// The text is erased or was never there.
    NO_TEXT,
    /// A value that cannot be, or a text beyond the limit.
    MALFORMED,
    UNKNOWN_CATEGORY,
    UNKNOWN_LABEL,
    /// Folded into a near duplicate, which counts it.
    DUPLICATE,
    /// Stored, but the server's data policy keeps it from training.
    DATA_POLICY,
    /// Stored, but held: moderators disagree about the message.
    MODERATORS_DISAGREE;

    /// Its name in events and statistics: `below_bronze`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
