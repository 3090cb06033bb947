package dev.becas.orchestrator.gold;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.Services;
import dev.becas.kernel.prompt.Prompts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Lets a candidate and the live version answer the gold set of their category.
public final class GoldExam {
    private final Path dataFolder;
    private final Services services;
    private final GoldGate gate;
    private final GoldGate replacement;

    public GoldExam(Path dataFolder, Services services, double minImprovement, long seed) {
        this.dataFolder = dataFolder;
        this.services = services;
        this.gate = new GoldGate(minImprovement, seed);
        this.replacement = new GoldGate(Math.min(minImprovement, -GoldGate.LOSS_MAX), seed);
    }

    /// Where the gold set of a category is.
    public static Path file(Path dataFolder, String category) {
        return dataFolder.resolve("gold").resolve(category + ".jsonl");
    }

    /// Judges `candidate` against `live`. The candidate's name may have belonged to another candidate that was not
    /// registered, so its runtime forgets it first.
    ///
    /// @param mustGo whether the live version is to be replaced for another reason than its figures: then it is enough
    ///     that the candidate is no worse
    /// @throws IOException when the gold set is missing or bad, or a version does not answer
    public GoldReport judge(ModelVersion candidate, ModelVersion live, boolean mustGo)
            throws IOException, InterruptedException {
        List<GoldRow> rows = GoldRow.read(file(dataFolder, candidate.category()), candidate.category());
        ModelRuntime runtime = runtime(candidate);
        runtime.unload(candidate.name());
        runtime.load(candidate);
        GoldGate held = mustGo ? replacement : gate;
        return held.judge(candidate.name(), ask(runtime, candidate, rows), live.name(), ask(runtime(live), live, rows));
    }

    /// The same of two registered versions, either of which may be answering requests meanwhile.
    ///
    /// @throws IOException when the gold set is missing or bad, or a version does not answer
    public GoldReport compare(ModelVersion version, ModelVersion other) throws IOException, InterruptedException {
        List<GoldRow> rows = GoldRow.read(file(dataFolder, version.category()), version.category());
        return gate.judge(
                version.name(), ask(runtime(version), version, rows), other.name(), ask(runtime(other), other, rows));
    }

    private ModelRuntime runtime(ModelVersion version) throws IOException {
        return services.find(ModelRuntime.class, version.runtime())
                .orElseThrow(() -> new IOException(
                        "no runtime '" + version.runtime() + "' is loaded, which " + version.name() + " needs"));
    }

    private static GoldAnswers ask(ModelRuntime runtime, ModelVersion version, List<GoldRow> rows)
            throws IOException, InterruptedException {
        Category category = Categories.named(version.category());
        List<String> said = new ArrayList<>();
        double[] confidence = new double[rows.size()];
        for (GoldRow row : rows) {
            if (Thread.interrupted()) {
                throw new InterruptedException("the gold evaluation was interrupted");
            }
            switch (runtime.score(
                    version,
                    Prompts.of(category.name(), row.fields()),
                    category.labelNames(),
                    ModelRuntime.UNHURRIED)) {
                case Answer.LabelScores scores -> {
                    confidence[said.size()] = scores.probability(scores.best());
                    said.add(scores.best());
                }
                case Answer.Unavailable gone ->
                    throw new IOException(version.name() + " did not answer: " + gone.kind() + ", " + gone.reason());
            }
        }
        return new GoldAnswers(category, rows.stream().map(GoldRow::label).toList(), said, confidence);
    }
}
