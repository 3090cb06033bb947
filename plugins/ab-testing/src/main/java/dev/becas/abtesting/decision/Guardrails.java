package dev.becas.abtesting.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// The guardrails of a promotion.
public final class Guardrails {

    /// The largest share of failed shadow answers: the same 5 % that raise an alert on the live path.
    public static final double ERROR_RATE_MAX = 0.05;

    /// A slower answer is no harm below this: on answers of microseconds a ratio measures the scheduler.
    public static final double SERVICE_TIME_FLOOR_MS = 50;

    /// Below this the sampled share is not the configured one.
    public static final double SAMPLE_RATIO_P_MIN = 0.001;

    /// The largest share of answers that may come out otherwise when they are asked again.
    public static final double EXPOSURE_MISS_MAX = 0.01;

    /// How much worse the candidate may be on the gold set, in any polarity.
    public static final double GOLD_LOSS_MAX = 0.02;

    /// The two-sided confidence whose lower end is a one-sided 95 % bound.
    private static final double GOLD_CONFIDENCE = 0.90;

    private Guardrails() {}

    /// `error_rate`: the share of shadow requests that got no usable answer.
    public static Guardrail errorRate(long failed, long asked) {
        double rate = asked == 0 ? 0 : (double) failed / asked;
        return new Guardrail(
                "error_rate",
                rate <= ERROR_RATE_MAX,
                say("B failed to answer %d of %d requests (at most 5 %% may fail).", failed, asked));
    }

    /// `service_time_p95`: harm is a ratio above `ratioMax` *and* a difference above [#SERVICE_TIME_FLOOR_MS].
    public static Guardrail serviceTime(double p95MsOfA, double p95MsOfB, double ratioMax) {
        boolean slower = p95MsOfB > ratioMax * p95MsOfA && p95MsOfB - p95MsOfA > SERVICE_TIME_FLOOR_MS;
        String limit = say("%.1f times A's, or %.0f ms more", ratioMax, SERVICE_TIME_FLOOR_MS);
        return new Guardrail(
                "service_time_p95",
                !slower,
                slower
                        ? say(
                                "B's 95th percentile of service time is %.0f ms against A's %.0f ms (at most %s).",
                                p95MsOfB, p95MsOfA, limit)
                        : say("B's 95th percentile of service time is within its limit (%s).", limit));
    }

    /// `sample_ratio`: were the pairs drawn as configured?
    public static Guardrail sampleRatio(List<Sample> samples) {
        double p = ChiSquare.sampleRatioPValue(samples);
        return new Guardrail(
                "sample_ratio",
                p >= SAMPLE_RATIO_P_MIN,
                say("The share of requests that became pairs has p = %.3f (at least 0.001).", p));
    }

    /// `exposure`: does the candidate see what the live model saw? The live model is asked again for a part of the
    /// pairs, on the shadow's way; it must say what it said before.
    public static Guardrail exposure(long askedAgain, long answeredOtherwise) {
        return new Guardrail(
                "exposure",
                answeredOtherwise <= EXPOSURE_MISS_MAX * askedAgain,
                say(
                        "A was asked again on the shadow's way %d times and answered otherwise %d times (at most 1 %%).",
                        askedAgain, answeredOtherwise));
    }

    /// `gold_evaluation`: B minus A on each gold item (1, 0 or -1), by polarity. The lower 95 % bound of each mean must
    /// stay above -2 points. Without a gold set there is nothing to hold, and the sentence says so.
    public static Guardrail gold(Map<Stratum, double[]> differences, long seed) {
        if (differences.values().stream().allMatch(items -> items.length == 0)) {
            return new Guardrail("gold_evaluation", true, "No gold set was evaluated.");
        }
        StringBuilder detail = new StringBuilder("On the gold set B against A has");
        boolean holds = true;
        String separator = " ";
        for (Stratum stratum : Stratum.values()) {
            double[] items = differences.getOrDefault(stratum, new double[0]);
            if (items.length == 0) {
                continue;
            }
            double lower =
                    PairedBootstrap.meanDifference(items, GOLD_CONFIDENCE, seed).lower();
            double mean = Arrays.stream(items).average().orElse(0);
            holds &= lower >= -GOLD_LOSS_MAX;
            detail.append(separator)
                    .append(say(
                            "%+.1f points on %s (lower bound %+.1f, %d items)",
                            100 * mean, stratum.wireName(), 100 * lower, items.length));
            separator = ", ";
        }
        return new Guardrail(
                "gold_evaluation", holds, detail.append(" (at least -2.0).").toString());
    }

    private static String say(String format, Object... arguments) {
        return String.format(Locale.ROOT, format, arguments);
    }
}
