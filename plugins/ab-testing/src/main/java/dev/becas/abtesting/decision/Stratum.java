package dev.becas.abtesting.decision;

import java.util.List;
import java.util.Locale;

/// The kinds of item on which a candidate is judged apart: being right about one never pays for being wrong about the
/// other.
public enum Stratum {
    /// The truth asks for an action.
    ACT,
    /// The truth lets the item pass.
    PASS,
    /// The task has no polarity: all its items are one stratum.
    ALL;

    /// The strata of a task with polarity.
    public static final List<Stratum> POLAR = List.of(ACT, PASS);

    /// The stratum of a task without polarity.
    public static final List<Stratum> SINGLE = List.of(ALL);

    /// The name in reports: `act`, `pass`, `all`.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
