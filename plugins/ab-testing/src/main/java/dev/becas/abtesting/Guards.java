package dev.becas.abtesting;

import dev.becas.abtesting.ShadowPair.Said;
import dev.becas.abtesting.decision.Guardrail;
import dev.becas.abtesting.decision.Guardrails;
import dev.becas.abtesting.decision.Sample;
import dev.becas.abtesting.decision.Stratum;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.kernel.model.ModelVersion;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/// Reads the guardrails off the pairs of a test and the registry.
final class Guards {

    private static final double P95 = 0.95;
    private static final double NANOS_PER_MS = 1e6;

    private final TestTable tests;
    private final ModelRegistry models;

    Guards(TestTable tests, ModelRegistry models) {
        this.tests = tests;
        this.models = models;
    }

    List<Guardrail> of(ShadowTest test, List<ShadowPair> pairs) {
        List<ShadowPair> asked = pairs.stream()
                .filter(pair -> !ShadowAnswers.ERASED.equals(pair.failure()))
                .toList();
        long failed = asked.stream().filter(pair -> pair.failure() != null).count();
        return List.of(
                Guardrails.errorRate(failed, asked.size()),
                Guardrails.serviceTime(
                        p95(liveMillis(pairs)),
                        p95(shadowMillis(pairs)),
                        test.plan().sampling().latencyP95Ratio()),
                Guardrails.sampleRatio(List.of(sample(test, pairs, false), sample(test, pairs, true))),
                exposure(pairs),
                Guardrails.gold(gold(test), 0));
    }

    /// B's mean service time minus A's, in milliseconds; 0 before A was asked again.
    static double latencyDelta(List<ShadowPair> pairs) {
        double[] live = liveMillis(pairs);
        double[] shadow = shadowMillis(pairs);
        return live.length == 0 || shadow.length == 0
                ? 0
                : Arrays.stream(shadow).average().orElse(0)
                        - Arrays.stream(live).average().orElse(0);
    }

    private Sample sample(ShadowTest test, List<ShadowPair> pairs, boolean idle) {
        long drawn = pairs.stream().filter(pair -> pair.idle() == idle).count();
        return new Sample(drawn, Math.max(drawn, tests.eligible(test.id(), idle)), test.rate(idle));
    }

    private static Guardrail exposure(List<ShadowPair> pairs) {
        long askedAgain = 0;
        long otherwise = 0;
        for (ShadowPair pair : pairs) {
            Said again = pair.again();
            if (again != null) {
                askedAgain++;
                otherwise += again.label().equals(pair.live().label()) ? 0 : 1;
            }
        }
        return Guardrails.exposure(askedAgain, otherwise);
    }

    /// The gold evaluation that stands in the candidate's metrics, item by item against its parent: `gold.act.items`,
    /// `gold.act.wins` (B right, A wrong), `gold.act.losses`, and the same for `pass`. Which item was which does not
    /// matter to a bootstrap.
    private Map<Stratum, double[]> gold(ShadowTest test) {
        Map<String, Double> metrics =
                models.find(test.shadow()).map(ModelVersion::metrics).orElse(Map.of());
        Map<Stratum, double[]> differences = new EnumMap<>(Stratum.class);
        for (Stratum stratum : Stratum.values()) {
            String prefix = "gold." + stratum.wireName() + ".";
            int items = metrics.getOrDefault(prefix + "items", 0.0).intValue();
            int wins = metrics.getOrDefault(prefix + "wins", 0.0).intValue();
            int losses = metrics.getOrDefault(prefix + "losses", 0.0).intValue();
            double[] values = new double[Math.max(items, wins + losses)];
            Arrays.fill(values, 0, wins, 1);
            Arrays.fill(values, wins, wins + losses, -1);
            differences.put(stratum, values);
        }
        return differences;
    }

    private static double[] liveMillis(List<ShadowPair> pairs) {
        return pairs.stream()
                .map(ShadowPair::again)
                .filter(Objects::nonNull)
                .mapToDouble(said -> said.serviceNanos() / NANOS_PER_MS)
                .toArray();
    }

    private static double[] shadowMillis(List<ShadowPair> pairs) {
        return pairs.stream()
                .map(ShadowPair::shadow)
                .filter(Objects::nonNull)
                .mapToDouble(said -> said.serviceNanos() / NANOS_PER_MS)
                .toArray();
    }

    private static double p95(double[] values) {
        double[] ascending = Arrays.stream(values).sorted().toArray();
        return ascending.length == 0 ? 0 : ascending[(int) Math.ceil(P95 * ascending.length) - 1];
    }
}
