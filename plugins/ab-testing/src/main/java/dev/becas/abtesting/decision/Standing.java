package dev.becas.abtesting.decision;

/// Where a test stands: the recommendation, and why.
public enum Standing {
    /// There is evidence against the candidate in a stratum.
    WORSE(Recommendation.KEEP_A),
    /// The candidate answers as the live model does.
    NO_DIFFERENCE(Recommendation.KEEP_A),
    /// Better somewhere, worse nowhere, floors and guardrails hold.
    ALL_HOLD(Recommendation.PROMOTE_B),
    /// The pairs or the days ran out.
    LIMIT(Recommendation.KEEP_A),
    /// The test goes on.
    OPEN(Recommendation.NEED_MORE_DATA);

    private final Recommendation recommendation;

    Standing(Recommendation recommendation) {
        this.recommendation = recommendation;
    }

    /// What to do when a test stands so.
    public Recommendation recommendation() {
        return recommendation;
    }
}
