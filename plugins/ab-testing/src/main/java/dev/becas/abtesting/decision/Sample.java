package dev.becas.abtesting.decision;

/// How many of some requests were drawn for a test.
///
/// @param sampled requests that were drawn
/// @param eligible requests that could have been
/// @param rate the share that should be, in [0, 1]
public record Sample(long sampled, long eligible, double rate) {

    /// Refuses more than there were.
    public Sample {
        if (sampled < 0 || sampled > eligible) {
            throw new IllegalArgumentException("sampled must be in [0, " + eligible + "] but was " + sampled);
        }
        if (!(rate >= 0 && rate <= 1)) {
            throw new IllegalArgumentException("rate must be in [0, 1] but was " + rate);
        }
    }
}
