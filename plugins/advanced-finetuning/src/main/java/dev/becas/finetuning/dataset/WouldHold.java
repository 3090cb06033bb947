package dev.becas.finetuning.dataset;

/// What a dataset frozen now would hold, without writing it: caps, balance and limit, but no split, because that needs
/// the texts. The seed is fixed, so asking twice is one answer.
public final class WouldHold {
    private final Candidates candidates = new Candidates(0);

    /// Adds a candidate; candidates come ascending by id.
    public void add(FrozenExample example) {
        candidates.add(example);
    }

    /// The mean score of what is chosen, in basis points, rounded half up; 0 of nothing. To be asked once.
    public int averageScoreBp(DatasetFilters filters, DatasetSettings settings) {
        int[] in = Selection.choose(candidates, filters, settings).in();
        long sum = 0;
        for (int i : in) {
            sum += candidates.scoreBp(i);
        }
        return in.length == 0 ? 0 : (int) ((sum + in.length / 2) / in.length);
    }
}
