package dev.becas.gputrainer.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.Workers;
import dev.becas.gputrainer.base.BaseFiles;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.rival.TrainedRivals;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.kernel.plugin.Services;
import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import dev.becas.kernel.training.TrainingRefused;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import dev.becas.testkit.TrainerContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuTrainerTest extends TrainerContract {
    private static final List<String> ENDS = new CopyOnWriteArrayList<>();

    @TempDir
    static Path logs;

    private static Supervisor worker = Workers.of("none", Path.of(""), ENDS::add);

    @BeforeAll
    static void start() {
        worker = Workers.of("trainer", logs, ENDS::add);
    }

    @AfterAll
    static void stop() {
        worker.close();
    }

    @Override
    protected Trainer trainer() {
        return trainer(worker);
    }

    private Trainer trainer(Supervisor by) {
        return trainer(by, Map.of());
    }

    private Trainer trainer(Supervisor by, Map<String, String> defaults) {
        Path base = folder.resolve("base.gguf");
        try {
            Path file = Files.exists(base) ? base : TinyModels.writeChat(base);
            NamedBase named = new NamedBase(file.toString(), BaseFiles.ofThisUser());
            return new GpuTrainer(
                    "gpu-trainer", folder, named, "auto", defaults, by, new TrainedRivals(new Services()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    protected Map<String, String> quickSettings() {
        return Map.of(
                "maxSteps", "6",
                "batchSize", "2",
                "packing", "false",
                "checkpointEvery", "1",
                "learningRate", "0.005",
                "rivals", "none");
    }

    private Path work(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    @Test
    void aKilledWorkerIsAFailureThatTryingAgainMends() throws Exception {
        TrainingRequest request = request("job", dataset());
        String whole =
                trainer().train(request, work("whole"), TrainingProgress.SILENT).digest();
        int before = ENDS.size();
        IOException died = assertThrows(
                IOException.class,
                () -> trainer()
                        .train(
                                request,
                                work("killed"),
                                step -> ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroyForcibly)));
        assertTrue(String.valueOf(died.getMessage()).contains("was killed by signal 9"), died.getMessage());
        assertEquals(before + 1, ENDS.size());
        assertEquals(
                whole,
                trainer()
                        .train(request, work("killed"), TrainingProgress.SILENT)
                        .digest());
    }

    /// At steps that a seed chooses, by a worker of its own each.
    @Tag("kill")
    @Test
    void twentyKillsEndInTheSameBits() throws Exception {
        Map<String, String> settings = Map.of(
                "batchSize",
                "2",
                "packing",
                "false",
                "checkpointEvery",
                "1",
                "learningRate",
                "0.005",
                "rivals",
                "none");
        String whole = trainer()
                .train(requestWith(settings), work("whole"), TrainingProgress.SILENT)
                .digest();
        Random random = new Random(1);
        for (int kill = 0; kill < 20; kill++) {
            try (Supervisor mortal = Workers.of("mortal", logs, ENDS::add)) {
                int steps = 1 + random.nextInt(4);
                AtomicInteger seen = new AtomicInteger();
                assertThrows(
                        IOException.class,
                        () -> trainer(mortal).train(requestWith(settings), work("killed"), step -> {
                            if (seen.incrementAndGet() == steps) {
                                ProcessHandle.of(mortal.pid()).ifPresent(ProcessHandle::destroyForcibly);
                            }
                        }));
            }
        }
        assertEquals(
                whole,
                trainer()
                        .train(requestWith(settings), work("killed"), TrainingProgress.SILENT)
                        .digest());
    }

    @Test
    void anInterruptionEndsTheJobAndItGoesOnLater() throws Exception {
        TrainingRequest request = request("job", dataset());
        String whole =
                trainer().train(request, work("whole"), TrainingProgress.SILENT).digest();
        Thread asker = Thread.currentThread();
        assertThrows(
                InterruptedException.class,
                () -> trainer().train(request, work("interrupted"), step -> asker.interrupt()));
        assertEquals(
                whole,
                trainer()
                        .train(request, work("interrupted"), TrainingProgress.SILENT)
                        .digest());
    }

    @Test
    void aModelThatIsNoBetterThanItsBaseWithExamplesIsVetoedWithTheFigures() throws Exception {
        TrainingRequest noise = requestWith(Map.of("epochs", "10", "learningRate", "0.005"));
        for (String part : List.of("train.jsonl", "eval.jsonl")) {
            List<String> rows = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                rows.add("{\"input\":\"row %d\",\"output\":\"%s\"}"
                        .formatted(i, i * 7919 % 13 % 4 == 0 ? "phishing" : "clean"));
            }
            Files.write(noise.datasetDirectory().resolve(part), rows);
        }
        TrainingRefused veto = assertThrows(
                TrainingRefused.class, () -> trainer().train(noise, work("veto"), TrainingProgress.SILENT));
        assertEquals("do_not_train", veto.kind(), veto.getMessage());
        assertTrue(
                String.valueOf(veto.getMessage()).startsWith("do not train: macro-F1 of the tuned model"),
                veto.getMessage());
    }

    @Test
    void aModelThatAnswersAsItsBaseDoesIsRefused() throws Exception {
        Map<String, String> settings = Map.of("maxSteps", "1", "learningRate", "0.00001", "rivals", "none");
        TrainingRefused none = assertThrows(
                TrainingRefused.class,
                () -> trainer().train(requestWith(settings), work("none"), TrainingProgress.SILENT));
        assertEquals("no_effect", none.kind());
        assertTrue(
                String.valueOf(none.getMessage()).startsWith("the tuned model answers as its base does: of "),
                none.getMessage());
    }

    @Test
    void refusesAValueOutOfItsRangeAndWhatIsNotARequestsToChoose() throws Exception {
        TrainingRefused range = assertThrows(
                TrainingRefused.class,
                () -> trainer().train(requestWith(Map.of("rank", "3")), work("a"), TrainingProgress.SILENT));
        assertEquals("refused: rank must be in [4, 64] but was 3", range.kind() + ": " + range.getMessage());
        TrainingRefused base = assertThrows(
                TrainingRefused.class,
                () -> trainer().train(requestWith(Map.of("base", "other.gguf")), work("b"), TrainingProgress.SILENT));
        assertTrue(String.valueOf(base.getMessage()).startsWith("there is no setting 'base'; "), base.getMessage());
    }

    @Test
    void whatTheConfigurationSaysHoldsUnlessTheRequestSaysOtherwise() throws Exception {
        Map<String, String> defaults = Map.of(
                "maxSteps", "24", "batchSize", "2", "packing", "false", "learningRate", "0.005", "rivals", "none");
        List<TrainingStep> steps = new ArrayList<>();
        trainer(worker, defaults).train(requestWith(Map.of()), work("configured"), steps::add);
        assertEquals(24, steps.size());
        steps.clear();
        trainer(worker, defaults).train(requestWith(Map.of("maxSteps", "20")), work("asked"), steps::add);
        assertEquals(20, steps.size());
    }

    @Test
    void aJobGoesOnWithTheSettingsItBeganWith() throws Exception {
        Map<String, String> before = Map.of(
                "maxSteps", "24",
                "batchSize", "2",
                "packing", "false",
                "checkpointEvery", "1",
                "learningRate", "0.005",
                "rivals", "none");
        TrainingRequest request = requestWith(Map.of());
        TrainingResult made = trainer(worker, before).train(request, work("job"), TrainingProgress.SILENT);
        List<TrainingStep> more = new ArrayList<>();
        TrainingResult again = trainer(worker, Map.of("maxSteps", "30")).train(request, work("job"), more::add);
        assertEquals(List.of(), more);
        assertEquals(made.digest(), again.digest());
    }

    @Test
    void theMetricsAreThoseThatTheRegistryAndADecisionRead() throws Exception {
        TrainingResult result = trainer().train(request("job", dataset()), work("metrics"), TrainingProgress.SILENT);
        for (String figure : List.of("accuracy", "macroF1", "recallAct", "falsePositiveRate")) {
            double value = metric(result, figure);
            TrainingResult.Interval interval =
                    Objects.requireNonNull(result.intervals().get(figure));
            assertTrue(interval.low() <= value && value <= interval.high(), figure + " " + value + " " + interval);
        }
        // One of the two labels asks for an action, so its recall is the recall of act.
        assertEquals(metric(result, "recall.phishing"), metric(result, "recallAct"));
        assertEquals(1 - metric(result, "recall.clean"), metric(result, "falsePositiveRate"), 1e-12);
    }

    private static double metric(TrainingResult result, String name) {
        return Objects.requireNonNull(result.metrics().get(name), name);
    }

    @Test
    void aCardThatIsNotThereIsARefusalOfItsOwnKind() throws Exception {
        NamedBase named = new NamedBase("tiny", BaseFiles.ofThisUser());
        Trainer trainer = new GpuTrainer(
                "gpu-trainer", folder, named, "cuda:1", Map.of(), worker, new TrainedRivals(new Services()));
        TrainingRefused refused = assertThrows(
                TrainingRefused.class,
                () -> trainer.train(requestWith(Map.of()), work("job"), TrainingProgress.SILENT));
        assertEquals("no_device", refused.kind());
        assertTrue(String.valueOf(refused.getMessage()).startsWith("device is cuda:1, but "), refused.getMessage());
    }

    @Test
    void aBaseThatIsNotThereIsARefusalThatSaysWhatMayBeNamed() throws Exception {
        NamedBase missing = new NamedBase("no-such-model", BaseFiles.ofThisUser());
        Trainer trainer = new GpuTrainer(
                "gpu-trainer", folder, missing, "auto", Map.of(), worker, new TrainedRivals(new Services()));
        TrainingRefused refused = assertThrows(
                TrainingRefused.class,
                () -> trainer.train(requestWith(Map.of()), work("job"), TrainingProgress.SILENT));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("base must be a GGUF file, "), refused.getMessage());
    }
}
