package dev.becas.abtesting;

import dev.becas.kernel.flow.ShadowFlow.ShadowTestRequested;
import java.time.Duration;
import java.time.Instant;

/// A test as it stands in its row.
///
/// @param id names it
/// @param causeId the event that asked for it
/// @param target whose alias is tested
/// @param category the task
/// @param live model A
/// @param shadow model B
/// @param aa both are the same model
/// @param began since when
/// @param plan the settings it runs under
/// @param load how busy its traffic is
/// @param looked the last look at the decision
/// @param dirty whether something has come since that look
record ShadowTest(
        String id,
        String causeId,
        String target,
        String category,
        String live,
        String shadow,
        boolean aa,
        Instant began,
        TestPlan plan,
        Load load,
        Instant looked,
        boolean dirty) {

    static ShadowTest of(ShadowTestRequested request, TestPlan plan) {
        Instant began = request.head().at();
        return new ShadowTest(
                request.testId(),
                request.head().id(),
                request.target(),
                request.category(),
                request.liveVersion(),
                request.shadowVersion(),
                request.aa(),
                began,
                plan,
                new Load(false, 0, began),
                began,
                false);
    }

    /// The instant after which the live model stays.
    Instant ends() {
        return began.plus(Duration.ofDays(plan.sampling().maxDays()));
    }

    /// The share of requests that are drawn now.
    double rate() {
        return rate(load.idle());
    }

    double rate(boolean idle) {
        return idle ? plan.sampling().idleSampleRate() : plan.sampling().sampleRate();
    }

    ShadowTest with(Load next) {
        return new ShadowTest(id, causeId, target, category, live, shadow, aa, began, plan, next, looked, dirty);
    }

    ShadowTest changed() {
        return new ShadowTest(id, causeId, target, category, live, shadow, aa, began, plan, load, looked, true);
    }

    ShadowTest lookedAt(Instant tick) {
        return new ShadowTest(id, causeId, target, category, live, shadow, aa, began, plan, load, tick, false);
    }

    /// How busy a test's traffic is, by the conversation's clock alone: the shadow runtime counts as idle when fewer
    /// than one request a second came between the last two ticks. No machine's speed and no order between servers is in
    /// it, so a replay draws the same requests.
    ///
    /// @param idle between the last two ticks
    /// @param recent requests since the last tick
    /// @param ticked the last tick
    record Load(boolean idle, long recent, Instant ticked) {
        private static final double REQUESTS_PER_SECOND_MAX = 1;

        Load request() {
            return new Load(idle, recent + 1, ticked);
        }

        Load tick(Instant now) {
            double seconds = Duration.between(ticked, now).toMillis() / 1000.0;
            return seconds <= 0 ? this : new Load(recent <= seconds * REQUESTS_PER_SECOND_MAX, 0, now);
        }
    }
}
