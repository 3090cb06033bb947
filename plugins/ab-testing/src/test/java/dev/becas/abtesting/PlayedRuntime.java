package dev.becas.abtesting;

import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.RenderedPrompt;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// A runtime whose models are played: each errs on texts of its own, at a given rate, always in the same way. Whether a
/// text is bad stands in the text.
final class PlayedRuntime implements ModelRuntime {

    static final String NAME = "played";
    static final String BAD = "phishing";
    static final String GOOD = "clean";

    private static final int PARTS = 10_000;

    private final Map<String, Skill> skills = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    /// How good a model is. `errors` names its errors: two models of one name err alike.
    record Skill(double recall, double falsePositiveRate, String errors) {}

    void play(String version, Skill skill) {
        skills.put(version, skill);
    }

    void fail(String version, String kind) {
        failures.put(version, kind);
    }

    String answer(String version, String text) {
        Skill skill = skills.get(version);
        if (skill == null) {
            throw new IllegalArgumentException("nobody plays '" + version + "'");
        }
        double rate = text.contains("bad") ? skill.recall() : skill.falsePositiveRate();
        return Ids.bucket(skill.errors() + "/" + text, PARTS) < rate * PARTS ? BAD : GOOD;
    }

    static String truth(String text) {
        return text.contains("bad") ? BAD : GOOD;
    }

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
        return List.copyOf(skills.keySet());
    }

    @Override
    public Answer score(ModelVersion version, RenderedPrompt prompt, List<String> labels, Duration deadline) {
        String failure = failures.get(version.name());
        if (failure != null) {
            return new Answer.Unavailable(failure, "it is played so");
        }
        String label = answer(version.name(), prompt.fields().getLast().value());
        return new Answer.LabelScores(
                Map.of(label, Math.log(0.9), label.equals(BAD) ? GOOD : BAD, Math.log(0.1)), 1_000);
    }
}
