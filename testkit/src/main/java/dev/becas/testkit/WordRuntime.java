package dev.becas.testkit;

import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.RenderedPrompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// A model for tests, which says what the message tells it to: `<label>=<percent>` in a message, two digits, is the
/// answer; other messages pass at 0.9.
public final class WordRuntime implements ModelRuntime {
    public static final String NAME = "words";

    private static final double PASSES = 0.9;
    private static final double PERCENT = 100;

    /// Versions that do not answer.
    public final Set<String> silent = ConcurrentHashMap.newKeySet();

    /// The versions that were asked, in order.
    public final List<String> asked = new ArrayList<>();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void load(ModelVersion version) {}

    @Override
    public void unload(String versionName) {}

    @Override
    public List<String> loaded() {
        return List.of();
    }

    @Override
    public synchronized Answer score(
            ModelVersion version, RenderedPrompt prompt, List<String> labels, Duration deadline) {
        asked.add(version.name());
        if (silent.contains(version.name())) {
            return new Answer.Unavailable("down", "switched off by the test");
        }
        String best = labels.getFirst();
        double probability = PASSES;
        for (String label : labels) {
            int at = prompt.input().indexOf(" " + label + "=");
            if (at >= 0) {
                int number = at + label.length() + 2;
                best = label;
                probability = Integer.parseInt(prompt.input().substring(number, number + 2)) / PERCENT;
            }
        }
        Map<String, Double> scores = new HashMap<>();
        for (String label : labels) {
            scores.put(label, Math.log((1 - probability) / (labels.size() - 1)));
        }
        scores.put(best, Math.log(probability));
        return new Answer.LabelScores(scores, 1_000);
    }
}
