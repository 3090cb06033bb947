package dev.becas.gputrainer.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.train.Checkpointing;
import dev.becas.gputrainer.train.Example;
import dev.becas.gputrainer.train.HeldOutLoss;
import dev.becas.gputrainer.train.LoraSettings;
import dev.becas.gputrainer.train.MarkedExamples;
import dev.becas.gputrainer.train.Schedule;
import dev.becas.gputrainer.train.TrainSettings;
import dev.becas.gputrainer.train.TrainingLoop.Outcome;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import dev.becas.kernel.training.TrainingRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LearningTest {
    private static final LoraSettings LORA = new LoraSettings(4, 16, 0.1, EnumSet.allOf(ProjectionKind.class), false);
    private static final OptionalLong PLENTY = OptionalLong.empty();
    /// No multiple of the steps between two checkpoints.
    private static final int STEPS = 23;

    private static final List<Example> TRAIN = MarkedExamples.of(3, 60, 0);
    private static final List<Example> AGREES = MarkedExamples.of(5, 12, 0);

    @TempDir
    Path folder;

    private Path base = Path.of("");
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void write() throws IOException {
        base = TinyModels.write(folder.resolve("base.gguf"), TinyModels.LLAMA, WeightType.Q8_0);
    }

    /// @param weights what was learned, all in one
    @SuppressWarnings("ArrayRecordComponent") // Compared number by number.
    private record End(boolean whole, Outcome outcome, double evalLoss, float[] weights) {}

    @Test
    void fullKilledAnywhereGoesOnAndEndsWithTheSameBits() throws Exception {
        List<TrainingStep> steps = new ArrayList<>();
        End unbroken = run("unbroken", Mode.FULL, Precision.FP32, AGREES, steps::add);
        assertEquals(STEPS, steps.size());
        assertTrue(unbroken.whole());
        assertEquals(unbroken.outcome().bestEvalLoss(), unbroken.evalLoss(), 1e-9, "the best weights are kept");
        for (int killedAfter : new int[] {1, 8, STEPS}) {
            killed(Mode.FULL, killedAfter, unbroken);
        }
    }

    @Test
    void hybridGoesOnWhereTheAdapterStoppedAndKilledAnywhereEndsWithTheSameBits() throws Exception {
        End adapter = run("adapter", Mode.LORA, Precision.FP32, AGREES, TrainingProgress.SILENT);
        List<TrainingStep> steps = new ArrayList<>();
        End both = run("unbroken", Mode.HYBRID, Precision.FP32, AGREES, steps::add);
        assertTrue(both.whole(), both.outcome().toString());
        assertTrue(both.evalLoss() < adapter.evalLoss());
        TrainingStep first = steps.get(STEPS);
        assertEquals(1, first.step(), "of the second part");
        assertTrue(first.learningRate() <= 1e-3, "a fifth of the adapter's");
        assertTrue(first.loss() < 2 * adapter.evalLoss(), "from where the adapter was, not from the base: " + first);
        assertTrue(told.getFirst().startsWith("the adapter's evaluation loss came down to "), told.toString());
        String note = both.outcome().notes().getLast();
        assertTrue(note.endsWith(": the whole model is kept"), note);
        for (int killedAfter : new int[] {3, STEPS, STEPS + 1, STEPS + 8}) {
            killed(Mode.HYBRID, killedAfter, both);
        }
    }

    private void killed(Mode mode, int after, End unbroken) throws Exception {
        String name = "killed" + after;
        int[] steps = {0};
        assertThrows(
                Killed.class,
                () -> run(name, mode, Precision.FP32, AGREES, step -> {
                    if (++steps[0] == after) {
                        throw new Killed();
                    }
                }));
        End resumed = run(name, mode, Precision.FP32, AGREES, TrainingProgress.SILENT);
        assertArrayEquals(unbroken.weights(), resumed.weights(), name);
        assertEquals(unbroken.outcome(), resumed.outcome(), name);
        List<TrainingStep> again = new ArrayList<>();
        assertArrayEquals(
                unbroken.weights(),
                run(name, mode, Precision.FP32, AGREES, again::add).weights());
        assertEquals(List.of(), again, "a run that has ended makes no step again");
    }

    @Test
    void inHalfTheBitsAllWeightsLearnAboutTheSame() throws Exception {
        End exact = run("exact", Mode.FULL, Precision.FP32, AGREES, TrainingProgress.SILENT);
        End half = run("half", Mode.FULL, Precision.BF16, AGREES, TrainingProgress.SILENT);
        assertEquals(exact.evalLoss(), half.evalLoss(), 0.1);
    }

    @Test
    void hybridKeepsTheAdapterWhereAllWeightsGetNoBetter() throws Exception {
        // What is held out says the contrary of what is learned.
        List<Example> contrary = MarkedExamples.of(5, 12, 1);
        End adapter = run("adapter", Mode.LORA, Precision.FP32, contrary, TrainingProgress.SILENT);
        End both = run("both", Mode.HYBRID, Precision.FP32, contrary, TrainingProgress.SILENT);
        assertArrayEquals(adapter.weights(), both.weights());
        assertEquals(adapter.evalLoss(), both.evalLoss(), "on the base as it was");
        String note = both.outcome().notes().getLast();
        assertTrue(note.endsWith(" to none below it: the adapter is kept"), note);
    }

    @ParameterizedTest
    @EnumSource(
            value = Mode.class,
            names = {"FULL", "HYBRID"})
    void allWeightsThatDoNotFitAreRefusedWithBothFigures(Mode mode) throws Exception {
        try (GgufModel model = GgufModel.open(base)) {
            TrainingRefused refused = assertThrows(
                    TrainingRefused.class,
                    () -> new Learning(
                                    model,
                                    setup("refused", mode, settings(Precision.FP32)),
                                    TRAIN,
                                    AGREES,
                                    OptionalLong.of(300L << 20))
                            .close());
            assertEquals("out_of_memory", refused.kind());
            String said = String.valueOf(refused.getMessage());
            assertTrue(said.startsWith("to train all 64,320 weights takes about 513 MiB"), said);
            assertTrue(said.contains(" but 300 MiB are available: take mode lora"), said);
        }
    }

    @Test
    void theNeedGrowsByTwentyBytesAWeight() {
        TrainSettings settings = settings(Precision.FP32);
        long few = WholeModelMemory.bytesNeeded(TinyModels.LLAMA, settings, 0);
        assertEquals(64_320 * 20, few - (512L << 20));
        assertTrue(WholeModelMemory.bytesNeeded(TinyModels.LLAMA, settings, 1000) > few);
    }

    @Test
    void hybridWithoutRowsHeldOutIsWrongUse() throws Exception {
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> run("none", Mode.HYBRID, Precision.FP32, List.of(), TrainingProgress.SILENT));
        assertTrue(
                String.valueOf(refused.getMessage()).startsWith("mode hybrid needs rows that are held out"),
                refused.getMessage());
    }

    private End run(String name, Mode mode, Precision precision, List<Example> heldOut, TrainingProgress steps)
            throws Exception {
        Files.createDirectories(folder.resolve(name));
        try (GgufModel model = GgufModel.open(base);
                Learning learning =
                        new Learning(model, setup(name, mode, settings(precision)), TRAIN, heldOut, PLENTY)) {
            Learned learned = learning.run(steps, told::add);
            float[] weights = switch (learned) {
                case Learned.Adapter adapter ->
                    Torch.toFloats(adapter.weights().weights().values());
                case Learned.Whole whole ->
                    Torch.toFloats(whole.weights().weights().values());
            };
            double evalLoss = new HeldOutLoss(heldOut, 2).of(learned.model());
            return new End(learned instanceof Learned.Whole, learned.outcome(), evalLoss, weights);
        }
    }

    private Learning.Setup setup(String name, Mode mode, TrainSettings settings) {
        TrainSettings fitting = mode == Mode.FULL ? settings.forAllWeights() : settings;
        return new Learning.Setup(mode, LORA, fitting, folder.resolve(name), "run");
    }

    private static TrainSettings settings(Precision precision) {
        return new TrainSettings(
                5e-3, 2, 1, 1.0, 0.01, 3, STEPS, 1, Schedule.COSINE, 9, Checkpointing.PARTS, true, 6, 3, 5, precision);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
