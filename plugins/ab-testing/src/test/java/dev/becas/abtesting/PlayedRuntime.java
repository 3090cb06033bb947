package dev.becas.abtesting;

import dev.becas.kernel.category.Category;
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
    private static final int PARTS = 10_000;

    final String bad;
    final String good;
    private final Map<String, Skill> skills = new ConcurrentHashMap<>();
    private final Map<String, String> failures = new ConcurrentHashMap<>();

    /// Plays models of a category: its first act label, or its first pass label.
    PlayedRuntime(Category category) {
        bad = category.actLabels().getFirst();
        good = category.passLabels().getFirst();
    }

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
        double rate = isBad(text) ? skill.recall() : skill.falsePositiveRate();
        return Ids.bucket(skill.errors() + "/" + text, PARTS) < rate * PARTS ? bad : good;
    }

    static boolean isBad(String text) {
        return text.contains("bad");
    }

    String truth(String text) {
        return isBad(text) ? bad : good;
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
                Map.of(label, Math.log(0.9), label.equals(bad) ? good : bad, Math.log(0.1)), 1_000);
    }
}
