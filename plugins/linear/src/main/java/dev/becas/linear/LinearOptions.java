package dev.becas.linear;

/// The section `linear` of the configuration.
///
/// @param maxLoaded how many models are kept in memory, a few megabytes each, in [1, 256]; the one unused longest goes
///     first
public record LinearOptions(int maxLoaded) {
    /// What holds unless told otherwise: live and shadow version of each of the fourteen categories.
    public static final LinearOptions DEFAULT = new LinearOptions(28);

    public LinearOptions {
        if (maxLoaded < 1 || maxLoaded > 256) {
            throw new IllegalArgumentException("maxLoaded must be in [1, 256] but was " + maxLoaded);
        }
    }
}
