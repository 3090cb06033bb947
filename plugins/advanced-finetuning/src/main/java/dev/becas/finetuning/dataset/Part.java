package dev.becas.finetuning.dataset;

/// Where a candidate went.
public enum Part {
    TRAIN,
    EVAL,
    /// More than `maxPerAuthorPerHour` of one author in one hour.
    AUTHOR_HOUR_CAP,
    /// More than `maxSharePerAuthor` of one author.
    AUTHOR_CAP,
    /// More than `maxSharePerModerator` by one moderator.
    MODERATOR_CAP,
    /// Cut so that outcomes, polarities and labels are balanced.
    BALANCE,
    /// Beyond `maxExamples`.
    LIMIT,
    /// Newer than the split, but a near duplicate of something older.
    STRADDLES;

    /// Whether the dataset holds it.
    public boolean isIn() {
        return this == TRAIN || this == EVAL;
    }

    /// Its name in files: `train`.
    public String wireName() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
