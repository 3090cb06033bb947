package dev.becas.abtesting.decision;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/// The counts of one shadow test, grown pair by pair in the order of the test.
///
/// Counts that add up: pairs = agreed + wins + losses + neither, over the strata. Not safe for several threads.
public final class PairTally {

    private final PromotionSettings settings;
    private final List<Stratum> strata;
    private final Map<Stratum, StratumEvidence> evidence = new EnumMap<>(Stratum.class);
    private final Map<String, Group> labelClasses = new TreeMap<>();
    private final Map<String, Group> guilds = new TreeMap<>();
    private final SortedSet<String> harmed = new TreeSet<>();
    private long pairs;
    private long differing;
    private boolean betterSomewhere;
    private boolean worseSomewhere;

    /// An empty tally of a task with these strata: [Stratum#POLAR] or [Stratum#SINGLE].
    public PairTally(PromotionSettings settings, List<Stratum> strata) {
        this.settings = settings;
        this.strata = List.copyOf(strata);
        for (Stratum stratum : this.strata) {
            evidence.put(stratum, new StratumEvidence(stratum, settings, strata.size()));
        }
    }

    /// Both models gave the same answer.
    public void agree(Stratum answered) {
        pairs++;
        of(answered).agree();
    }

    /// The models disagreed about the polarity (in a task without one: about the answer), and `truth` is known.
    public void differ(Stratum truth, Outcome outcome, String labelClass, String guild) {
        pairs++;
        differing++;
        switch (outcome) {
            case WIN -> of(truth).win();
            case LOSS -> of(truth).lose();
            case NEITHER -> {}
        }
        betterSomewhere = evidence.values().stream().anyMatch(StratumEvidence::shownBetter);
        worseSomewhere = evidence.values().stream().anyMatch(StratumEvidence::worse);
        count(outcome, labelClass, guild);
    }

    /// The models agreed about the polarity but named different labels: an agreement for the strata, a disagreement
    /// for the label class and the guild.
    public void differWithin(Stratum answered, Outcome outcome, String labelClass, String guild) {
        pairs++;
        differing++;
        of(answered).agree();
        count(outcome, labelClass, guild);
    }

    private void count(Outcome outcome, String labelClass, String guild) {
        count(labelClasses, "label " + labelClass, outcome);
        count(guilds, "guild " + guild, outcome);
    }

    private void count(Map<String, Group> groups, String name, Outcome outcome) {
        Group group = groups.getOrDefault(name, new Group(name, 0, 0)).plus(outcome);
        groups.put(name, group);
        if (group.harmed(logNeeded())) {
            harmed.add(name);
        } else {
            harmed.remove(name);
        }
    }

    /// Pairs that entered the test.
    public long pairs() {
        return pairs;
    }

    /// Pairs on which the two answers were not the same.
    public long differing() {
        return differing;
    }

    /// The counts of each stratum, in order.
    public List<StratumCounts> counts() {
        List<StratumCounts> all = new ArrayList<>();
        for (Stratum stratum : strata) {
            all.add(of(stratum).counts());
        }
        return all;
    }

    /// The label classes and guilds that have differed, by name.
    public List<Group> groups() {
        List<Group> all = new ArrayList<>(labelClasses.values());
        all.addAll(guilds.values());
        return all;
    }

    /// Wins over all strata.
    public long wins() {
        return counts().stream().mapToLong(StratumCounts::wins).sum();
    }

    /// Labelled disagreements that say which model was right, over all strata.
    public long disagreements() {
        return counts().stream().mapToLong(StratumCounts::disagreements).sum();
    }

    /// Whether some stratum has ever shown the candidate better.
    boolean betterSomewhere() {
        return betterSomewhere;
    }

    /// Whether some stratum shows the candidate worse.
    boolean worseSomewhere() {
        return worseSomewhere;
    }

    PromotionSettings settings() {
        return settings;
    }

    List<Stratum> strata() {
        return strata;
    }

    /// Label classes and guilds with evidence against the candidate.
    SortedSet<String> harmed() {
        return harmed;
    }

    double logNeeded() {
        return settings.logNeeded(strata.size());
    }

    StratumEvidence of(Stratum stratum) {
        StratumEvidence found = evidence.get(stratum);
        if (found == null) {
            throw new IllegalArgumentException("stratum must be one of " + strata + " but was " + stratum);
        }
        return found;
    }
}
