package dev.becas.benchmarks.training;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.StreamSupport;

/// `benchmarks/training-speed`: training beside transformers and peft.
final class SpeedPart implements MeasuredPart {
    private static final double TOKENS_A_STEP = 4 * 256;
    /// Of a step, in GFLOP: through the 106 million weights of the layers forwards and back to their inputs (2 x 2 x
    /// 106.2e6 x 1024), the head likewise for 512 supervised rows (2 x 2 x 49,152 x 576 x 512), attention forwards and
    /// twice that back (3 x 30 x 4 x 4 x 256^2 x 576).
    private static final double GFLOP_A_STEP = 435 + 58 + 54;

    private record Way(double tokensPerSecond, double peakMib, double firstLoss, double lastLoss) {}

    @Override
    public String file() {
        return "speed.json";
    }

    @Override
    public String section(JsonNode measured) {
        Map<String, Way> ways = new LinkedHashMap<>();
        measured.properties().forEach(entry -> way(entry.getValue(), entry.getKey(), ways));
        StringBuilder text = new StringBuilder("""

                ## Speed and memory beside PEFT

                `benchmarks/training-speed`: SmolLM2 with an adapter of rank 8 on q, v, gate, up; steps of 4 rows of 256 tokens, half of them supervised,
                nothing padded. Both compute the head on supervised rows only, PEFT attends by SDPA. They take turns in processes of their own, and are given by
                the median of their steps after the second; memory is the most that the process ever held. Of ours, the last word is `checkpointing`.

                | | tokens/s | supervised tokens/s | memory, MiB | loss of the first step | of the last |
                |---|---|---|---|---|---|
                """);
        ways.forEach((name, way) -> text.append(String.format(
                Locale.ROOT,
                "| %s | %.0f | %.0f | %.0f | %.3f | %.3f |%n",
                name,
                way.tokensPerSecond(),
                way.tokensPerSecond() / 2,
                way.peakMib(),
                way.firstLoss(),
                way.lastLoss())));
        Way ours = best(ways, "becas");
        Way theirs = best(ways, "peft");
        text.append(String.format(
                Locale.ROOT,
                "%nOur best beside PEFT's best: %.2f times the tokens/s (goal 1.3) at %.2f times the memory (goal 0.65).%n",
                ours.tokensPerSecond() / theirs.tokensPerSecond(),
                ours.peakMib() / theirs.peakMib()));
        double bf16 = measured.at("/limit/bf16").asDouble();
        double fp32 = measured.at("/limit/fp32").asDouble();
        double limit = TOKENS_A_STEP * Math.max(bf16, fp32) / GFLOP_A_STEP;
        text.append(String.format(
                Locale.ROOT,
                "The limit: matrices of the feed-forward's shape are multiplied here at %.0f GFLOP/s in bf16 and %.0f in fp32, and a step is %.0f GFLOP,%n"
                        + "so %.0f tokens/s if nothing but products took time. Our best does %.0f %% of that.%n",
                bf16,
                fp32,
                GFLOP_A_STEP,
                limit,
                ours.tokensPerSecond() / limit * 100));
        return text.toString();
    }

    private static void way(JsonNode runs, String name, Map<String, Way> ways) {
        double[] medians = StreamSupport.stream(runs.spliterator(), false)
                .filter(run -> run.has("median"))
                .mapToDouble(run -> run.path("median").asDouble())
                .sorted()
                .toArray();
        if (medians.length > 0) {
            JsonNode run = runs.get(0);
            JsonNode losses = run.path("losses");
            ways.put(
                    name,
                    new Way(
                            TOKENS_A_STEP / medians[medians.length / 2],
                            run.path("peakMib").asDouble(),
                            losses.path(0).asDouble(),
                            losses.path(losses.size() - 1).asDouble()));
        }
    }

    private static Way best(Map<String, Way> ways, String tool) {
        return ways.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(tool))
                .map(Map.Entry::getValue)
                .max(Comparator.comparingDouble(Way::tokensPerSecond))
                .orElse(new Way(Double.NaN, Double.NaN, 0, 0));
    }
}
