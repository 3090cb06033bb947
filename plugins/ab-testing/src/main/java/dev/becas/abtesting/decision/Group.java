package dev.becas.abtesting.decision;

/// The disagreements of one label class or one guild, so that a gain over all cannot hide a harm to one.
///
/// @param name the label or the guild
/// @param wins labelled disagreements that the candidate won
/// @param losses those that it lost
public record Group(String name, long wins, long losses) {

    Group plus(Outcome outcome) {
        return switch (outcome) {
            case WIN -> new Group(name, wins + 1, losses);
            case LOSS -> new Group(name, wins, losses + 1);
            case NEITHER -> this;
        };
    }

    /// Whether there is enough of it to be judged, and what there is speaks against the candidate.
    boolean harmed(double logNeeded) {
        long disagreements = wins + losses;
        return disagreements >= PromotionSettings.MIN_GROUP_DISAGREEMENTS
                && EValue.reaches(logNeeded, losses, disagreements, StratumCounts.EVEN);
    }
}
