package dev.becas.bot.demo;

import dev.becas.bot.app.App;
import dev.becas.datasets.ConversationGenerator;
import dev.becas.datasets.ConversationSettings;
import dev.becas.kernel.flow.DatasetFlow.DatasetFrozen;
import dev.becas.kernel.flow.DatasetFlow.DatasetRefused;
import dev.becas.kernel.flow.PromotionFlow.Promoted;
import dev.becas.kernel.flow.PromotionFlow.StageChanged;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.model.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the demo finds out at its end: is the tuned model of each category better than the one before it, on messages
/// that neither has seen? For a generated conversation those are another one, of template families that never train;
/// for a given one, what came after the tuned model's dataset was frozen.
final class Evaluation {
    private static final int UNSEEN_MESSAGES = 6_000;

    private final App app;
    private final Watch watch;
    private final long seed;
    private final @Nullable Path given;

    /// @param given the folder of the conversation that was given; null when it was generated
    Evaluation(App app, Watch watch, long seed, @Nullable Path given) {
        this.app = app;
        this.watch = watch;
        this.seed = seed;
        this.given = given;
    }

    /// @param scores of the categories that have a tuned model
    /// @param verdicts one for each category that is moderated by models
    record Result(List<Scores> scores, List<Verdict> verdicts) {}

    Result result() throws IOException {
        List<Scores> scores = new ArrayList<>();
        List<Verdict> verdicts = new ArrayList<>();
        Comparison comparison = null;
        for (String target : watch.aliases().keySet()) {
            ModelVersion before = app.kernel().models().versions(target).getFirst();
            Optional<FineTuningCompleted> trained = watch.last(
                    FineTuningCompleted.class, e -> e.request().target().equals(target));
            if (trained.isEmpty()) {
                verdicts.add(Verdict.none(before.category(), why(target, before.category())));
                continue;
            }
            if (comparison == null) {
                comparison = new Comparison(app.kernel(), folder());
            }
            Optional<ModelVersion> promoted = watch.last(
                            Promoted.class, e -> e.target().equals(target))
                    .flatMap(e -> app.kernel().models().find(e.version()));
            ModelVersion tuned = promoted.orElseGet(() -> candidate(trained.get()));
            Scores compared = comparison.compare(before, tuned, since(tuned));
            scores.add(compared);
            verdicts.add(Verdict.of(compared, where(), promoted.isPresent()));
        }
        return new Result(scores, verdicts);
    }

    private Path folder() throws IOException {
        if (given != null) {
            return given;
        }
        Path unseen = app.home().folder().resolve("unseen");
        if (!Files.exists(unseen.resolve("conversation.jsonl"))) {
            ConversationGenerator.generate(
                    ConversationSettings.defaults().withSeed(seed).unseen().withMessages(UNSEEN_MESSAGES), unseen);
        }
        return unseen;
    }

    private String where() {
        return given == null
                ? "messages of a conversation and template families that it never saw"
                : "messages of this conversation that came after its dataset was frozen";
    }

    private Instant since(ModelVersion tuned) {
        return given == null
                ? Instant.EPOCH
                : watch.last(DatasetFrozen.class, e -> e.dataset().datasetId().equals(tuned.datasetId()))
                        .map(e -> e.head().at())
                        .orElse(Instant.EPOCH);
    }

    /// A trained model that did not come to be promoted; the registry may not even know it.
    private static ModelVersion candidate(FineTuningCompleted trained) {
        var request = trained.request();
        var result = trained.result();
        return new ModelVersion(
                request.target() + "-" + request.jobId(),
                request.target(),
                request.category(),
                1,
                "0.0.0",
                result.runtime(),
                result.artifact(),
                result.digest(),
                request.baseVersion() == null ? "" : request.baseVersion(),
                request.datasetId(),
                request.baseVersion(),
                request.settings(),
                request.seed(),
                result.metrics(),
                trained.head().id(),
                trained.head().at());
    }

    private String why(String target, String category) {
        Optional<String> refused = watch.last(
                        DatasetRefused.class, e -> e.category().equals(category))
                .map(DatasetRefused::reason);
        Optional<String> stage = watch.last(StageChanged.class, e -> e.target().equals(target))
                .map(e -> "its pipeline is " + e.to().replace('_', ' ') + ": " + e.reason());
        return refused.or(() -> stage)
                .orElse("the conversation gave too few examples for a round (see `becas pipeline start`).");
    }
}
