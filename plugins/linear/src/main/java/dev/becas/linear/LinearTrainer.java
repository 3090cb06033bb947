package dev.becas.linear;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingRefused;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import dev.becas.linear.evaluate.HeldOut;
import dev.becas.linear.fit.LabelledRow;
import dev.becas.linear.fit.LinearFit;
import dev.becas.linear.fit.LinearSettings;
import dev.becas.linear.model.LinearModel;
import dev.becas.linear.model.LinearModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Trains a linear model on a frozen dataset and measures it on the dataset's held-out part. Finished labels stay in
/// `checkpoint/` of the work directory; the artifact is `model.becaslin`, and its bytes depend on dataset, settings and
/// seed only.
public final class LinearTrainer implements Trainer {
    /// The artifact's name in the work directory.
    public static final String ARTIFACT = "model" + LinearModelFile.EXTENSION;

    private static final Logger LOG = LoggerFactory.getLogger(LinearTrainer.class);

    private final Path dataFolder;

    /// @param dataFolder what relative paths of a request are relative to
    public LinearTrainer(Path dataFolder) {
        this.dataFolder = dataFolder;
    }

    @Override
    public String name() {
        return LinearPlugin.NAME;
    }

    @Override
    public TrainingResult train(TrainingRequest request, Path workDirectory, TrainingProgress progress)
            throws TrainingRefused, IOException, InterruptedException {
        LinearSettings settings = SettingsReader.read(request.settings(), request.seed());
        Path dataset = dataFolder.resolve(request.datasetDirectory());
        List<LabelledRow> train =
                new ArrayList<>(new TrainingRows(dataset.resolve("train.jsonl"), request.labels()).read());
        train.addAll(baseRows(request));
        List<LabelledRow> heldOut = new TrainingRows(dataset.resolve("eval.jsonl"), request.labels()).read();
        requireTwoLabels(train, request.datasetId());
        LinearModel model = fit(train, settings, workDirectory, progress);
        Path artifact = workDirectory.resolve(ARTIFACT);
        LinearModelFile.write(artifact, model);
        HeldOut measure = new HeldOut(heldOut, actLabels(request.category()), request.seed());
        if (LOG.isInfoEnabled()) {
            LOG.info(
                    "{}: {} rows, {} features, {} us a decision",
                    request.jobId(),
                    train.size(),
                    model.weights().featureCount(),
                    String.format(Locale.ROOT, "%.1f", measure.microsPerDecision(model)));
        }
        return new Metrics(measure.evaluate(model)).result(artifact, LinearModelFile.fileDigest(artifact));
    }

    /// The text of the stock base, where the model shall go on from it: a linear model is fitted anew each time, so
    /// what its base had learned is told again, else it would be forgotten. Never part of what is held out.
    private List<LabelledRow> baseRows(TrainingRequest request) throws TrainingRefused, IOException {
        Path stock = dataFolder.resolve("stock").resolve(request.category()).resolve("train.jsonl");
        boolean goesOn = request.baseVersion() != null && Files.exists(stock);
        return goesOn ? new TrainingRows(stock, request.labels()).read() : List.of();
    }

    private static void requireTwoLabels(List<LabelledRow> rows, String datasetId) throws TrainingRefused {
        Set<String> labels = rows.stream().map(LabelledRow::label).collect(Collectors.toSet());
        if (labels.size() < 2) {
            throw new TrainingRefused(
                    "bad_dataset",
                    "dataset " + datasetId + " must have rows of two or more labels to learn from but had "
                            + rows.size() + " rows of " + labels);
        }
    }

    private static LinearModel fit(
            List<LabelledRow> train, LinearSettings settings, Path workDirectory, TrainingProgress progress)
            throws IOException, InterruptedException {
        try {
            return LinearFit.fit(
                    train, settings, workDirectory.resolve("checkpoint"), new StepReporter(progress, train.size()));
        } catch (CancellationException e) {
            InterruptedException interrupted = new InterruptedException("training was interrupted");
            interrupted.initCause(e);
            throw interrupted;
        }
    }

    private static Set<String> actLabels(String category) {
        return Categories.find(category)
                .map(Category::actLabels)
                .map(Set::copyOf)
                .orElse(Set.of());
    }
}
