package dev.becas.kernel.model;

import java.time.Duration;

/// Section `model`.
///
/// @param deadline how long a message waits for one model, queueing included; after it the next model behind is asked
public record ModelSettings(Duration deadline) {
    public static final ModelSettings DEFAULTS = new ModelSettings(Duration.ofSeconds(2));

    public ModelSettings {
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("deadline must be longer than nothing but was " + deadline);
        }
    }
}
