package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.safetensors.TensorFile;
import dev.becas.gputrainer.safetensors.TensorFile.FloatTensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;

/// Where a run stands, so that it can go on after a kill as if nothing had happened. Order, dropout and learning rate
/// follow from the seed and the step's number, so the step is the whole random state and the whole data cursor.
///
/// @param step steps done
/// @param best the lowest held-out loss so far; infinite before the first look
/// @param looksSinceBest looks at the held-out part since then
/// @param examplesAtOnceMax the largest micro-batch that memory is known to suffice for, in examples
/// @param values what is trained, all in one
/// @param mean the optimiser's first state
/// @param square the optimiser's second state
@SuppressWarnings("ArrayRecordComponent") // Written and read as a whole, never compared.
record Checkpoint(
        int step,
        double best,
        int looksSinceBest,
        int examplesAtOnceMax,
        float[] values,
        float[] mean,
        float[] square) {
    private static final String FILE = "checkpoint.safetensors";
    private static final String BEST_FILE = "best.safetensors";

    /// What stands here and now.
    static Checkpoint of(Trained trained, AdamW optimiser, double best, int looksSinceBest, int examplesAtOnceMax) {
        return new Checkpoint(
                optimiser.steps(),
                best,
                looksSinceBest,
                examplesAtOnceMax,
                Torch.toFloats(trained.weights().values()),
                Torch.toFloats(optimiser.mean()),
                Torch.toFloats(optimiser.square()));
    }

    /// Puts weights and optimiser where they were.
    void restore(Trained trained, AdamW optimiser) {
        trained.weights().setAll(values);
        optimiser.resume(step, mean, square);
    }

    /// Writes it in place of the one before.
    ///
    /// @param run names the run: settings, data and base; a checkpoint of another run is never gone on from
    /// @return its file
    Path write(Path folder, String run) throws IOException {
        Map<String, FloatTensor> tensors = new LinkedHashMap<>();
        tensors.put("values", flat(values));
        tensors.put("mean", flat(mean));
        tensors.put("square", flat(square));
        Map<String, String> words = Map.of(
                "run", run,
                "step", Integer.toString(step),
                "best", Double.toString(best),
                "looksSinceBest", Integer.toString(looksSinceBest),
                "examplesAtOnceMax", Integer.toString(examplesAtOnceMax));
        Path file = folder.resolve(FILE);
        new TensorFile(tensors, words).write(file);
        return file;
    }

    /// The checkpoint of this run in this folder, if there is one.
    ///
    /// @throws IOException if there is one that cannot be read, or one of another run
    static Optional<Checkpoint> read(Path folder, String run) throws IOException {
        Path path = folder.resolve(FILE);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        TensorFile file = TensorFile.read(path);
        if (!run.equals(file.metadata().get("run"))) {
            throw new IOException(path + " is of another run: take another folder, or remove it to begin anew");
        }
        return Optional.of(new Checkpoint(
                Integer.parseInt(word(file, "step")),
                Double.parseDouble(word(file, "best")),
                Integer.parseInt(word(file, "looksSinceBest")),
                Integer.parseInt(word(file, "examplesAtOnceMax")),
                numbers(file, "values"),
                numbers(file, "mean"),
                numbers(file, "square")));
    }

    /// Keeps the best weights so far.
    ///
    /// @return their file
    static Path writeBest(Path folder, Tensor values) throws IOException {
        Path file = folder.resolve(BEST_FILE);
        new TensorFile(Map.of("values", flat(Torch.toFloats(values))), Map.of()).write(file);
        return file;
    }

    /// The best weights so far.
    static float[] readBest(Path folder) throws IOException {
        return numbers(TensorFile.read(folder.resolve(BEST_FILE)), "values");
    }

    private static FloatTensor flat(float[] numbers) {
        return new FloatTensor(new long[] {numbers.length}, numbers);
    }

    private static float[] numbers(TensorFile file, String name) {
        return Objects.requireNonNull(file.tensors().get(name), name).numbers();
    }

    private static String word(TensorFile file, String name) {
        return Objects.requireNonNull(file.metadata().get(name), name);
    }
}
