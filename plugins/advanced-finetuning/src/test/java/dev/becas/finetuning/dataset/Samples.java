package dev.becas.finetuning.dataset;

import dev.becas.finetuning.scoring.Outcome;
import dev.becas.finetuning.scoring.Tier;
import dev.becas.kernel.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

/// Examples for tests: text of random words, so that none resembles another unless a test says so.
final class Samples {
    static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private final Random random = new Random(4);
    private final List<FrozenExample> examples = new ArrayList<>();

    Samples add(String label, Outcome outcome, Tier tier) {
        return add(label, outcome, tier, "author" + examples.size(), words(12));
    }

    Samples add(String label, Outcome outcome, Tier tier, String author, String message) {
        int n = examples.size();
        examples.add(new FrozenExample(
                Ids.of("sample", String.valueOf(n)),
                "scam_detection",
                "scam_detection",
                "g" + n % 3,
                "Be exact.",
                "rule: no scams\nmessage: " + message,
                message,
                " " + label,
                null,
                label,
                label.equals("clean") ? "pass" : "act",
                "rule",
                outcome,
                tier,
                "",
                tier.fromBasisPoints(),
                "synthetic",
                "qwen",
                author,
                null,
                1,
                START.plusSeconds(600L * n)));
        return this;
    }

    Samples times(int count, String label, Outcome outcome, Tier tier) {
        for (int i = 0; i < count; i++) {
            add(label, outcome, tier);
        }
        return this;
    }

    String words(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(Integer.toString(random.nextInt(1 << 24), 36)).append(' ');
        }
        return words.toString();
    }

    ExampleSource source() {
        List<FrozenExample> sorted = examples.stream()
                .sorted(Comparator.comparing(FrozenExample::id))
                .toList();
        return sorted::forEach;
    }

    List<FrozenExample> all() {
        return List.copyOf(examples);
    }
}
