package dev.becas.gputrainer.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Tensor;

/// Where a run stands, so that it can go on after a kill as if nothing had happened. Order, dropout and learning rate
/// follow from the seed and the step's number, so the step is the whole random state and the whole data cursor. The
/// weights and the optimiser's two states lie in the same file.
///
/// @param step steps done
/// @param best the lowest held-out loss so far; infinite before the first look
/// @param looksSinceBest looks at the held-out part since then
/// @param examplesAtOnceMax the largest micro-batch that memory is known to suffice for, in examples
/// @param arithmetic how its steps were computed, as [dev.becas.gputrainer.device.Arithmetic] says it for people;
///     several where the run went on otherwise
record Checkpoint(int step, double best, int looksSinceBest, int examplesAtOnceMax, List<String> arithmetic) {
    private static final String FILE = "checkpoint.safetensors";
    private static final String BEST_FILE = "best.safetensors";
    private static final String TENSORS = "tensors";
    private static final String VALUES = "values";
    private static final String ARITHMETIC = "arithmetic";
    private static final String SEPARATOR = "; ";
    private static final String UNKNOWN = "what an earlier build did not write down";

    Checkpoint {
        arithmetic = List.copyOf(arithmetic);
    }

    /// Writes it in place of the one before.
    ///
    /// @param run names the run: settings, data and base; a checkpoint of another run is never gone on from
    /// @return its file
    Path write(Path folder, String run, Trained trained, AdamW optimiser) throws IOException {
        Map<String, String> words = Map.of(
                "run",
                run,
                TENSORS,
                tensors(trained),
                "step",
                Integer.toString(step),
                "best",
                Double.toString(best),
                "looksSinceBest",
                Integer.toString(looksSinceBest),
                "examplesAtOnceMax",
                Integer.toString(examplesAtOnceMax),
                ARITHMETIC,
                String.join(SEPARATOR, arithmetic));
        Path file = folder.resolve(FILE);
        StateFile.write(file, vectors(trained, optimiser), words);
        return file;
    }

    /// Puts weights and optimiser where the checkpoint of this run in this folder has them, if there is one.
    ///
    /// @throws IOException if there is one that cannot be read, or one of another run
    static Optional<Checkpoint> restore(Path folder, String run, Trained trained, AdamW optimiser) throws IOException {
        Path path = folder.resolve(FILE);
        if (!Files.exists(path)) {
            return Optional.empty();
        }
        Map<String, String> words = StateFile.words(path);
        if (!run.equals(words.get("run"))) {
            throw new IOException(path + " is of another run: take another folder, or remove it to begin anew");
        }
        if (!tensors(trained).equals(word(path, words, TENSORS))) {
            throw new IOException(
                    path + " holds the weights in another order than this build: remove it to begin anew");
        }
        StateFile.read(path, vectors(trained, optimiser));
        int step = Integer.parseInt(word(path, words, "step"));
        optimiser.resume(step);
        return Optional.of(new Checkpoint(
                step,
                Double.parseDouble(word(path, words, "best")),
                Integer.parseInt(word(path, words, "looksSinceBest")),
                Integer.parseInt(word(path, words, "examplesAtOnceMax")),
                List.of(words.getOrDefault(ARITHMETIC, UNKNOWN).split(SEPARATOR, -1))));
    }

    /// Names and shapes in the order in which they lie in the vectors.
    private static String tensors(Trained trained) {
        return trained.weights().tensors().entrySet().stream()
                .map(tensor ->
                        tensor.getKey() + Arrays.toString(tensor.getValue().shape()))
                .collect(Collectors.joining(" "));
    }

    private static Map<String, Tensor> vectors(Trained trained, AdamW optimiser) {
        Map<String, Tensor> vectors = new LinkedHashMap<>();
        vectors.put(VALUES, trained.weights().values());
        vectors.put("mean", optimiser.mean());
        vectors.put("square", optimiser.square());
        return vectors;
    }

    /// Keeps the best weights so far.
    ///
    /// @return their file
    static Path writeBest(Path folder, Tensor values) throws IOException {
        Path file = folder.resolve(BEST_FILE);
        StateFile.write(file, Map.of(VALUES, values), Map.of());
        return file;
    }

    /// Writes the best weights so far over these.
    ///
    /// @return their file
    static Path readBest(Path folder, Tensor values) throws IOException {
        Path file = folder.resolve(BEST_FILE);
        StateFile.read(file, Map.of(VALUES, values));
        return file;
    }

    private static String word(Path path, Map<String, String> words, String name) throws IOException {
        String word = words.get(name);
        if (word == null) {
            throw new IOException(path + " says no '" + name + "', as another build wrote it: remove it to begin anew");
        }
        return word;
    }
}
