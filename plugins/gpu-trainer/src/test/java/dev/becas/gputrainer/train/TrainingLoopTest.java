package dev.becas.gputrainer.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.TinyModels;
import dev.becas.gputrainer.device.Arithmetic;
import dev.becas.gputrainer.model.Architecture;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.model.Torch;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TrainingLoopTest {
    private static final LoraSettings LORA = new LoraSettings(4, 16, 0.1, EnumSet.allOf(ProjectionKind.class), false);

    @TempDir
    Path folder;

    private final List<TrainingStep> steps = new ArrayList<>();
    private final List<String> notes = new ArrayList<>(); // of the runs that came to their end

    @ParameterizedTest
    @EnumSource(Architecture.class)
    void learnsWhatTheExamplesSay(Architecture architecture) throws Exception {
        lora(architecture, settings(2, Checkpointing.NONE), steps::add);
        assertTrue(
                steps.getLast().loss() < 0.2 * steps.getFirst().loss(),
                steps.getLast().toString());
        assertTrue(steps.getLast().evalLoss() < 0.3, "also what it never saw: " + steps.getLast());
    }

    @Test
    void allWeightsLearnToo() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32);
                AllWeights all = new AllWeights(model, TinyModels.wider(Architecture.LLAMA))) {
            loop(model, all, settings(1e-3, 3, Checkpointing.NONE), steps::add).run();
        }
        assertTrue(steps.getLast().evalLoss() < 0.3, steps.getLast().toString());
    }

    @Test
    void allWeightsMayNotLearnAsFastAsAnAdapter() throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32);
                AllWeights all = new AllWeights(model, TinyModels.wider(Architecture.LLAMA))) {
            Exception refused = assertThrows(
                    IllegalArgumentException.class,
                    () -> loop(model, all, settings(2e-3, 1, Checkpointing.NONE), TrainingProgress.SILENT));
            assertEquals("learningRate of all weights must be in [0.00001, 0.001] but was 0.002", refused.getMessage());
        }
    }

    @Test
    void goesOnAfterAKillAndEndsWithTheSameBits() throws Exception {
        float[] unbroken = lora(Architecture.LLAMA, settings(1, Checkpointing.NONE), TrainingProgress.SILENT);
        Path whole = folder;
        for (int killedAfter : new int[] {1, 7, 10, 13, 29}) {
            folder = Files.createDirectory(whole.resolve("killed" + killedAfter));
            steps.clear();
            killed(Precision.FP32, killedAfter);
            float[] resumed = lora(Architecture.LLAMA, settings(1, Checkpointing.NONE), steps::add);
            assertEquals(killedAfter / 5 * 5 + 1, steps.getFirst().step(), "from the last checkpoint");
            assertEquals(180, steps.getLast().examplesProcessed(), "each example three times, whoever saw it");
            assertArrayEquals(unbroken, resumed, "killed after " + killedAfter);
        }
    }

    @Test
    void inHalfTheBitsARunThatGoesOnAfterAKillEndsWithTheSameHeldOutLoss() throws Exception {
        TrainSettings settings = settings(1, Checkpointing.NONE);
        Path whole = folder;
        lora(Architecture.LLAMA, settings, Precision.BF16, steps::add);
        TrainingStep unbroken = steps.getLast();
        for (int killedAfter : new int[] {7, 29}) {
            folder = Files.createDirectory(whole.resolve("killed" + killedAfter));
            steps.clear();
            killed(Precision.BF16, killedAfter);
            lora(Architecture.LLAMA, settings, Precision.BF16, steps::add);
            assertEquals(killedAfter / 5 * 5 + 1, steps.getFirst().step(), "from the last checkpoint");
            assertEquals(unbroken.step(), steps.getLast().step());
            assertEquals(unbroken.evalLoss(), steps.getLast().evalLoss(), 1e-3, "killed after " + killedAfter);
        }
    }

    @Test
    void aRunThatGoesOnWithOtherThreadsSaysSoHoweverOftenItGoesOn() throws Exception {
        killed(Precision.FP32, 7);
        int threads = torch.get_num_threads();
        String before = Arithmetic.here().text();
        try {
            torch.set_num_threads(other(threads));
            String after = Arithmetic.here().text();
            killed(Precision.FP32, 17);
            assertEquals(List.of(before, after), words("arithmetic"));
            lora(Architecture.LLAMA, settings(1, Checkpointing.NONE), steps::add);
            assertEquals(16, steps.getFirst().step(), "it is not refused");
            assertEquals(List.of(inTurn(before, after)), notes);
        } finally {
            torch.set_num_threads(threads);
        }
    }

    @Test
    void aRunThatGoesOnWithOtherMachineCodeSaysSo() throws Exception {
        killed(Precision.FP32, 7);
        String code = Arithmetic.here().machineCode();
        String other = "another".repeat(9).substring(0, code.length()); // as long: the file says its header's length
        replaceInCheckpoint(code, other);
        lora(Architecture.LLAMA, settings(1, Checkpointing.NONE), TrainingProgress.SILENT);
        String here = Arithmetic.here().text();
        assertEquals(List.of(inTurn(here.replace(code, other), here)), notes);
    }

    @Test
    void theCheckpointOfABuildThatWroteNoThreadsDownIsGoneOnFrom() throws Exception {
        killed(Precision.FP32, 7);
        replaceInCheckpoint("\"arithmetic\"", "\"arithmEtic\"");
        lora(Architecture.LLAMA, settings(1, Checkpointing.NONE), TrainingProgress.SILENT);
        assertEquals(
                List.of(inTurn(
                        "what an earlier build did not write down",
                        Arithmetic.here().text())),
                notes);
    }

    @Test
    void aRunWithTheSameThreadsAndOneThatWasDoneBeforeSayNothing() throws Exception {
        killed(Precision.FP32, 7);
        lora(Architecture.LLAMA, settings(1, Checkpointing.NONE), TrainingProgress.SILENT);
        int threads = torch.get_num_threads();
        try {
            torch.set_num_threads(other(threads));
            lora(Architecture.LLAMA, settings(1, Checkpointing.NONE), steps::add);
            assertEquals(List.of(), steps);
        } finally {
            torch.set_num_threads(threads);
        }
        assertEquals(List.of(), notes);
    }

    private static int other(int threads) {
        return threads == 1 ? 2 : 1;
    }

    private static String inTurn(String before, String after) {
        return "computed in turn with " + before + "; with " + after
                + ": the result is as good, but not the same to the last bit";
    }

    private List<String> words(String name) throws IOException {
        String words = StateFile.words(folder.resolve("checkpoint.safetensors")).get(name);
        return List.of(String.valueOf(words).split("; ", -1));
    }

    private void replaceInCheckpoint(String word, String other) throws IOException {
        Path file = folder.resolve("checkpoint.safetensors");
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        assertTrue(bytes.contains(word), word);
        Files.writeString(file, bytes.replace(word, other), StandardCharsets.ISO_8859_1);
    }

    private void killed(Precision precision, int after) {
        assertThrows(
                Killed.class,
                () -> lora(Architecture.LLAMA, settings(1, Checkpointing.NONE), precision, step -> {
                    if (step.step() == after) {
                        throw new Killed();
                    }
                }));
    }

    @Test
    void whatIsDoneTwiceGivesTheSameResult() throws Exception {
        float[] once = lora(Architecture.QWEN3, settings(1, Checkpointing.NONE), TrainingProgress.SILENT);
        for (Checkpointing twice : List.of(Checkpointing.PARTS, Checkpointing.LAYERS)) {
            folder = Files.createDirectory(folder.resolve(twice.name()));
            assertArrayEquals(once, lora(Architecture.QWEN3, settings(1, twice), TrainingProgress.SILENT), 1e-4f);
        }
    }

    @Test
    void stopsWhenWhatItNeverSawGetsNoBetterAndKeepsTheBest() throws Exception {
        TrainSettings settings = settings(8, Checkpointing.NONE);
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32);
                LoraWeights adapter = LoraWeights.start(model.config(), LORA, 1)) {
            model.adapters(adapter.pairs());
            // What is held out says the contrary of what is learned.
            List<Example> contrary = MarkedExamples.of(5, 12, 1);
            TrainingLoop.Outcome outcome = new TrainingLoop(
                            model,
                            adapter,
                            settings,
                            MarkedExamples.of(3, 60, 0),
                            contrary,
                            folder,
                            "run",
                            steps::add,
                            () -> 0)
                    .run();
            assertTrue(outcome.stoppedEarly());
            assertTrue(outcome.steps() < outcome.planned());
            double lowest = steps.stream()
                    .mapToDouble(TrainingStep::evalLoss)
                    .filter(loss -> !Double.isNaN(loss))
                    .min()
                    .orElseThrow();
            assertEquals(lowest, outcome.bestEvalLoss());
            assertEquals(lowest, new HeldOutLoss(contrary, 2).of(model), 1e-9);
        }
    }

    @Test
    void refusesTheCheckpointOfAnotherRun() throws Exception {
        lora(Architecture.LLAMA, settings(1, Checkpointing.NONE), TrainingProgress.SILENT);
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(Architecture.LLAMA), Precision.FP32);
                LoraWeights adapter = LoraWeights.start(model.config(), LORA, 1)) {
            TrainingLoop other = new TrainingLoop(
                    model,
                    adapter,
                    settings(1, Checkpointing.NONE),
                    MarkedExamples.of(3, 60, 0),
                    List.of(),
                    folder,
                    "other",
                    TrainingProgress.SILENT,
                    () -> 0);
            IOException refused = assertThrows(IOException.class, other::run);
            assertTrue(String.valueOf(refused.getMessage()).contains("is of another run"), refused.getMessage());
        }
    }

    @Test
    void anInterruptionEndsItAfterTheStepAndNoStepIsDoneTwice() throws Exception {
        Path other = Files.createDirectory(folder.resolve("unbroken"));
        Path here = folder;
        folder = other;
        float[] whole = lora(Architecture.LLAMA, settings(1, Checkpointing.NONE), steps::add);
        int planned = steps.size();
        steps.clear();
        folder = here;
        for (int at : List.of(2, 7)) { // neither of them is a step with a checkpoint
            assertThrows(
                    InterruptedException.class,
                    () -> lora(Architecture.LLAMA, settings(1, Checkpointing.NONE), step -> {
                        steps.add(step);
                        if (step.step() == at) {
                            Thread.currentThread().interrupt();
                        }
                    }));
        }
        float[] stopped = lora(Architecture.LLAMA, settings(1, Checkpointing.NONE), steps::add);
        assertArrayEquals(whole, stopped, 0);
        assertEquals(
                IntStream.rangeClosed(1, planned).boxed().toList(),
                steps.stream().map(TrainingStep::step).toList());
    }

    @ParameterizedTest
    @EnumSource(Checkpointing.class)
    void noTensorOutlivesItsStep(Checkpointing checkpointing) throws Exception {
        List<Long> alive = new ArrayList<>();
        lora(Architecture.QWEN3, settings(1, checkpointing), step -> alive.add(Pointer.totalCount()));
        assertEquals(alive.get(3), alive.getLast(), alive.toString());
    }

    @Test
    void halfTheBitsLearnAboutTheSame() throws Exception {
        List<TrainingStep> exact = new ArrayList<>();
        assertThrows(
                Killed.class,
                () -> lora(Architecture.LLAMA, settings(2, Checkpointing.NONE), step -> {
                    exact.add(step);
                    if (step.step() == 5) {
                        throw new Killed();
                    }
                }));
        folder = Files.createDirectory(folder.resolve("bf16"));
        lora(Architecture.LLAMA, settings(2, Checkpointing.NONE), Precision.BF16, steps::add);
        // Later the two runs part, as any two do that differ by a hair, and arrive at the same place.
        for (int i = 0; i < exact.size(); i++) {
            assertEquals(exact.get(i).loss(), steps.get(i).loss(), 0.1, "step " + i);
        }
        assertTrue(steps.getLast().evalLoss() < 0.3, steps.getLast().toString());
    }

    private float[] lora(Architecture architecture, TrainSettings settings, TrainingProgress progress)
            throws Exception {
        return lora(architecture, settings, Precision.FP32, progress);
    }

    private float[] lora(
            Architecture architecture, TrainSettings settings, Precision precision, TrainingProgress progress)
            throws Exception {
        try (LanguageModel model = LanguageModel.load(TinyModels.wider(architecture), precision);
                LoraWeights adapter = LoraWeights.start(model.config(), LORA, settings.seed())) {
            model.adapters(adapter.pairs());
            notes.addAll(loop(model, adapter, settings, progress).run().notes());
            return Torch.toFloats(adapter.weights().values());
        }
    }

    private TrainingLoop loop(LanguageModel model, Trained trained, TrainSettings settings, TrainingProgress progress) {
        return new TrainingLoop(
                model,
                trained,
                settings,
                MarkedExamples.of(3, 60, 0),
                MarkedExamples.of(5, 12, 0),
                folder,
                "run",
                progress,
                () -> 0);
    }

    private static TrainSettings settings(int epochs, Checkpointing checkpointing) {
        return settings(5e-3, epochs, checkpointing);
    }

    private static TrainSettings settings(double learningRate, int epochs, Checkpointing checkpointing) {
        return new TrainSettings(
                learningRate,
                2,
                1,
                1.0,
                0.01,
                3,
                1000,
                3 * epochs,
                Schedule.COSINE,
                9,
                checkpointing,
                true,
                10,
                3,
                5,
                Precision.FP32);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
