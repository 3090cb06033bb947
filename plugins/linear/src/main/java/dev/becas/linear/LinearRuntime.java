package dev.becas.linear;

import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.RenderedPrompt;
import dev.becas.linear.feature.FeatureExtractor;
import dev.becas.linear.model.LinearModelFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Answers with linear models, in the caller's thread, in microseconds. Keeps as many models in memory as it is told
/// to; past that the one unused longest goes. A file that could not be loaded is tried again after a second, so that a
/// broken one does not cost every message a read.
public final class LinearRuntime implements ModelRuntime {
    private static final Duration RETRY = Duration.ofSeconds(1);

    private final Path dataFolder;
    private final int maxLoaded;
    private final Map<String, LoadedModel> models = new ConcurrentHashMap<>();
    private final Map<String, Failure> failures = new ConcurrentHashMap<>();
    private final Extractors extractors = new Extractors();
    private final AtomicLong uses = new AtomicLong();

    /// @param dataFolder what relative paths of versions are relative to
    /// @param maxLoaded how many models are kept
    public LinearRuntime(Path dataFolder, int maxLoaded) {
        this.dataFolder = dataFolder;
        this.maxLoaded = maxLoaded;
    }

    @Override
    public String name() {
        return LinearPlugin.NAME;
    }

    @Override
    public void load(ModelVersion version) throws IOException {
        failures.remove(version.name());
        ready(version);
    }

    @Override
    public void unload(String versionName) {
        models.remove(versionName);
        failures.remove(versionName);
    }

    @Override
    public List<String> loaded() {
        return models.keySet().stream().sorted().toList();
    }

    @Override
    public Answer score(ModelVersion version, RenderedPrompt prompt, List<String> labels, Duration deadline) {
        long start = System.nanoTime();
        LoadedModel model = models.get(version.name());
        if (model == null) {
            Failure failure = failures.get(version.name());
            if (failure != null && start - failure.atNanos() < RETRY.toNanos()) {
                return failure.answer();
            }
            try {
                model = ready(version);
            } catch (IOException e) {
                return remember(version.name(), e);
            }
        }
        model.used(uses.incrementAndGet());
        long service = System.nanoTime();
        FeatureExtractor extractor = extractors.take(prompt.input());
        Map<String, Double> scores = model.score(prompt.input(), labels, extractor);
        extractors.giveBack(extractor);
        long end = System.nanoTime();
        if (end - start > deadline.toNanos()) {
            return new Answer.Unavailable(
                    "deadline",
                    version.name() + " took " + (end - start) / 1_000_000 + " ms of " + deadline.toMillis());
        }
        return new Answer.LabelScores(scores, end - service);
    }

    private Answer remember(String versionName, IOException e) {
        String kind = e instanceof NoSuchFileException ? "not_loaded" : "bad_model";
        String reason = e instanceof NoSuchFileException
                ? versionName + " has no file " + e.getMessage()
                : String.valueOf(e.getMessage());
        Failure failure = new Failure(new Answer.Unavailable(kind, reason), System.nanoTime());
        failures.put(versionName, failure);
        return failure.answer();
    }

    private synchronized LoadedModel ready(ModelVersion version) throws IOException {
        @Nullable LoadedModel there = models.get(version.name());
        if (there != null) {
            return there;
        }
        LoadedModel model = read(version);
        model.used(uses.incrementAndGet());
        models.put(version.name(), model);
        failures.remove(version.name());
        while (models.size() > maxLoaded) {
            models.entrySet().stream()
                    .min(Comparator.comparingLong(entry -> entry.getValue().lastUse()))
                    .ifPresent(oldest -> models.remove(oldest.getKey()));
        }
        return model;
    }

    private LoadedModel read(ModelVersion version) throws IOException {
        Path file = dataFolder.resolve(version.artifact());
        if (!Files.exists(file)) {
            throw new NoSuchFileException(file.toString());
        }
        String digest = LinearModelFile.fileDigest(file);
        if (!digest.equals(version.digest())) {
            throw new IOException(file + ": SHA-256 must be " + version.digest() + " as registered but was " + digest);
        }
        return new LoadedModel(LinearModelFile.read(file));
    }

    private record Failure(Answer answer, long atNanos) {}
}
