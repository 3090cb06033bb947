package dev.becas.orchestrator.gold;

import java.util.List;

/// A candidate beside the live version on the gold set. Kept with the round whether it passed or not.
///
/// @param rows cases
/// @param candidateVersion the name the candidate has or would have had
/// @param liveVersion who answered at the time
/// @param macroF1Delta candidate minus live
/// @param actDelta candidate minus live, of the share of acting cases answered with an acting label
/// @param passDelta candidate minus live, of the share of passing cases answered with a passing label
/// @param passed whether the candidate may go into the shadow
/// @param reasons in sentences
public record GoldReport(
        int rows,
        String candidateVersion,
        String liveVersion,
        GoldFigures candidate,
        GoldFigures live,
        Delta macroF1Delta,
        Delta actDelta,
        Delta passDelta,
        boolean passed,
        List<String> reasons) {
    public GoldReport {
        reasons = List.copyOf(reasons);
    }

    /// A difference with its two-sided 95 % interval and its one-sided lower 95 % bound, by paired bootstrap.
    public record Delta(double value, double low, double high, double lowerBound) {}
}
