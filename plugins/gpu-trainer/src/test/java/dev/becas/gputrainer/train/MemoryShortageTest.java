package dev.becas.gputrainer.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.TinyModels;
import dev.becas.gputrainer.model.Architecture;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.model.Torch;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingRefused;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a run does where memory does not suffice.
class MemoryShortageTest {
    private static final LoraSettings LORA = new LoraSettings(4, 16, 0, LoraSettings.DEFAULTS.targets(), false);
    private final RuntimeException allocator = new RuntimeException(
            "[enforce fail at alloc_cpu.cpp:121] . DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes.");

    @TempDir
    Path folder;

    /// The sizes of the micro-batches that went through, in examples.
    private final List<Integer> went = new ArrayList<>();

    @Test
    void aStepWithoutMemoryIsDoneWithHalfAsManyExamplesAtOnceToTheSameEnd() throws Exception {
        Run enough = run("enough", Integer.MAX_VALUE, allocator);
        assertEquals(List.of(), enough.outcome().notes());
        Run scarce = run("scarce", 2, allocator);
        assertEquals(
                List.of(
                        "at step 1 memory did not suffice for 8 examples at once: from here on micro-batches have at most"
                                + " 4, and more of them make up a step",
                        "at step 1 memory did not suffice for 4 examples at once: from here on micro-batches have at most"
                                + " 2, and more of them make up a step"),
                scarce.outcome().notes());
        assertTrue(went.stream().allMatch(size -> size <= 2), went.toString());
        assertEquals(enough.outcome().steps(), scarce.outcome().steps());
        assertEquals(enough.outcome().bestEvalLoss(), scarce.outcome().bestEvalLoss(), 1e-3);
        assertArrayEquals(enough.weights(), scarce.weights(), 1e-3f);
    }

    @Test
    void whatAFailedTryLeftInTheGradientsDoesNotCount() throws Exception {
        float[] whole = run("whole", Integer.MAX_VALUE, allocator).weights();
        // The third micro-batch of the first try fails, when two of them are in the gradients already.
        int[] calls = {0};
        float[] after = run(
                        "after",
                        (batch, real) -> {
                            if (++calls[0] == 3) {
                                double partly = real.getAsDouble();
                                throw new OutOfMemoryError("Java heap space, after a loss of " + partly);
                            }
                            return real.getAsDouble();
                        },
                        2)
                .weights();
        assertArrayEquals(whole, after, 1e-3f);
    }

    @Test
    void aRunThatWentOnKeepsToWhatItFoundOut() throws Exception {
        assertThrows(
                InterruptedException.class,
                () -> run(
                        "job",
                        (batch, real) -> {
                            if (batch.examples() > 2) {
                                throw allocator;
                            }
                            Thread.currentThread().interrupt();
                            return real.getAsDouble();
                        },
                        8));
        Run later = run("job", (batch, real) -> real.getAsDouble(), 8);
        assertTrue(went.stream().allMatch(size -> size <= 2), went.toString());
        assertEquals(
                List.of("went on with micro-batches of at most 2 examples: memory had not sufficed for more"),
                later.outcome().notes());
    }

    @Test
    void oneExampleThatIsTooLargeIsRefusedWithItsTokensAndWhatToSet() {
        TrainingRefused refused =
                assertThrows(TrainingRefused.class, () -> run("refused", 0, new OutOfMemoryError("Java heap space")));
        assertEquals("out_of_memory", refused.kind());
        String said = String.valueOf(refused.getMessage());
        assertTrue(said.startsWith("at step 1 memory does not suffice for one example of 7 tokens: "), said);
        assertTrue(said.contains("checkpointing"), said);
    }

    @Test
    void otherFailuresAreNotTriedAgain() {
        RuntimeException other = new RuntimeException("mat1 and mat2 shapes cannot be multiplied");
        assertEquals(other, assertThrows(RuntimeException.class, () -> run("other", 4, other)));
    }

    @SuppressWarnings("ArrayRecordComponent") // Compared number by number.
    private record Run(TrainingLoop.Outcome outcome, float[] weights) {}

    /// Computes a micro-batch, or does not.
    @FunctionalInterface
    private interface Around {
        double run(MicroBatch batch, java.util.function.DoubleSupplier real);
    }

    private Run run(String name, int examplesMax, Throwable shortage) throws Exception {
        return run(
                name,
                (batch, real) -> {
                    if (batch.examples() > examplesMax) {
                        if (shortage instanceof Error error) {
                            throw error;
                        }
                        throw (RuntimeException) shortage;
                    }
                    return real.getAsDouble();
                },
                8);
    }

    private Run run(String name, Around around, int batchSize) throws Exception {
        went.clear();
        Path run = Files.createDirectories(folder.resolve(name));
        TrainSettings settings = new TrainSettings(
                5e-3,
                batchSize,
                8 / batchSize,
                1.0,
                0.01,
                0,
                4,
                1,
                Schedule.CONSTANT,
                9,
                Checkpointing.PARTS,
                false,
                2,
                3,
                1,
                Precision.FP32);
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32);
                LoraWeights adapter = LoraWeights.start(model.config(), LORA, 1)) {
            model.adapters(adapter.pairs());
            Backpropagation real = new Backpropagation(model, Checkpointing.PARTS, null);
            TrainingLoop loop = new TrainingLoop(
                    model,
                    adapter,
                    settings,
                    examples(3, 32),
                    examples(5, 6),
                    run,
                    name.equals("job") ? name : "run",
                    TrainingProgress.SILENT,
                    () -> 0,
                    (batch, weight, seed) -> around.run(batch, () -> {
                        went.add(batch.examples());
                        return real.run(batch, weight, seed);
                    }));
            TrainingLoop.Outcome outcome = loop.run();
            return new Run(outcome, Torch.toFloats(adapter.weights().values()));
        }
    }

    private static List<Example> examples(long seed, int count) {
        Random random = new Random(seed);
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            examples.add(new Example(random.ints(7, 1, 10).toArray(), 6));
        }
        return examples;
    }
}
