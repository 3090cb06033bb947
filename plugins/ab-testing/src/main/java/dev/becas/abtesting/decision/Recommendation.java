package dev.becas.abtesting.decision;

/// What the report advises.
public enum Recommendation {
    /// Every gate holds.
    PROMOTE_B("promote_B"),
    /// The live model stays: the candidate is worse, no different, or has not shown itself in time.
    KEEP_A("keep_A"),
    /// Neither yet.
    NEED_MORE_DATA("need_more_data");

    private final String wireName;

    Recommendation(String wireName) {
        this.wireName = wireName;
    }

    /// The name in events, JSON and sentences.
    public String wireName() {
        return wireName;
    }
}
