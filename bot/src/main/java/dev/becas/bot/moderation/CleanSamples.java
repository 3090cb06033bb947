package dev.becas.bot.moderation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.config.Config;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;

/// Which messages that were cleared with confidence are told of all the same: a share by stable hash, because a learner
/// that sees findings alone learns to find.
final class CleanSamples {
    /// The share where nobody has set another: `finetuning.cleanSampleRate`.
    static final double RATE = 0.02;
    /// From which confidence a message counts as cleared with confidence.
    static final double CONFIDENCE_MIN = 0.7;

    private static final int PARTS = 10_000;

    private final Config config;
    private volatile double rate = -1;

    CleanSamples(Config config) {
        this.config = config;
    }

    boolean takes(Opinion opinion, Message message) {
        boolean confident = !opinion.acts() && opinion.confidence() >= CONFIDENCE_MIN;
        return confident
                && Ids.bucket("clean/" + message.finding(opinion.category()).id(), PARTS) < rate() * PARTS;
    }

    /// The collector's setting, once its plugin is there; settings do not change while Becas runs.
    private double rate() {
        double known = rate;
        if (known < 0 && config.inForce().get("finetuning") instanceof Record section) {
            JsonNode found = Json.MAPPER.valueToTree(section).get("cleanSampleRate");
            known = found == null ? RATE : found.asDouble(RATE);
            rate = known;
        }
        return known < 0 ? RATE : known;
    }
}
