package dev.becas.bot.replay;

import dev.becas.kernel.content.Provenance;
import java.time.Duration;

/// Section `replay`.
///
/// @param tick how far conversation time moves at once; people answer and timers run at its end
/// @param chunk how many lines are published in one transaction
/// @param provenance of the conversation's texts: `synthetic` or `public`
public record ReplaySettings(Duration tick, int chunk, Provenance provenance) {
    public static final ReplaySettings DEFAULTS = new ReplaySettings(Duration.ofHours(1), 500, Provenance.SYNTHETIC);

    public ReplaySettings {
        if (tick.compareTo(Duration.ofSeconds(1)) < 0 || tick.compareTo(Duration.ofDays(1)) > 0) {
            throw new IllegalArgumentException("tick must be in [1 s, 24h] but was " + tick);
        }
        if (chunk < 1 || chunk > 5_000) {
            throw new IllegalArgumentException("chunk must be in [1, 5000] but was " + chunk);
        }
        if (provenance != Provenance.SYNTHETIC && provenance != Provenance.PUBLIC) {
            throw new IllegalArgumentException(
                    "provenance of a replay must be synthetic or public but was " + provenance);
        }
    }
}
