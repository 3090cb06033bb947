package dev.becas.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.config.ConfigException;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.flow.TrainingFlow.FineTuningFailed;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import dev.becas.linear.model.LinearModelFile;
import dev.becas.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinearPluginTest {
    @TempDir
    Path folder;

    private Path data = Path.of("");

    @BeforeEach
    void writesADataset() throws IOException {
        data = folder.resolve("data");
        Path dataset = Files.createDirectories(data.resolve("datasets/d1"));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            lines.add("{\"input\":\"message: claim your gift " + i + "\",\"output\":\" phishing\"}");
            lines.add("{\"input\":\"message: see you tonight " + i + "\",\"output\":\" clean\"}");
        }
        Files.write(dataset.resolve("train.jsonl"), lines.subList(0, 60));
        Files.write(dataset.resolve("eval.jsonl"), lines.subList(60, 80));
    }

    private static TrainingRequested asked(TestKernel kernel, String jobId, String trainer, String dataset) {
        TrainingRequest request = new TrainingRequest(
                jobId,
                trainer,
                "becas-qwen-scam_detection",
                "scam_detection",
                List.of("clean", "phishing"),
                dataset,
                Path.of("datasets", dataset),
                null,
                Map.of(),
                3);
        return new TrainingRequested(EventHead.root("test", jobId, EventHead.NO_GUILD, kernel.now()), request);
    }

    @Test
    void answersARequestWithAModelThatItsRuntimeServes() throws Exception {
        try (TestKernel kernel = TestKernel.open(folder)) {
            kernel.start(LinearPlugin.NAME, new LinearPlugin());
            TrainingRequested asked = asked(kernel, "job-1", "linear", "d1");
            kernel.publish(asked);
            FineTuningCompleted completed =
                    kernel.events(FineTuningCompleted.class).getFirst();
            TrainingResult result = completed.result();
            assertEquals(asked.head().id(), completed.head().causeId());
            assertEquals(Path.of("models", "job-1", LinearTrainer.ARTIFACT), result.artifact());
            assertEquals(LinearModelFile.fileDigest(data.resolve(result.artifact())), result.digest());
            assertEquals(1.0, result.metrics().get("macroF1"));
            assertTrue(kernel.kernel()
                    .services()
                    .find(ModelRuntime.class, "linear")
                    .isPresent());
            assertTrue(kernel.kernel().services().find(Trainer.class, "linear").isPresent());
            kernel.assertCountsAddUp();
        }
    }

    @Test
    void leavesRequestsForOtherTrainersAlone() throws Exception {
        try (TestKernel kernel = TestKernel.open(folder)) {
            kernel.start(LinearPlugin.NAME, new LinearPlugin());
            kernel.publish(asked(kernel, "job-1", "gpu", "d1"));
            assertEquals(1, kernel.events().size());
            kernel.assertCountsAddUp();
        }
    }

    @Test
    void saysWhyAJobCannotLeadToAModel() throws Exception {
        try (TestKernel kernel = TestKernel.open(folder)) {
            kernel.start(LinearPlugin.NAME, new LinearPlugin());
            kernel.publish(asked(kernel, "job-1", "linear", "d2"), asked(kernel, "../job-2", "linear", "d1"));
            List<FineTuningFailed> failed = kernel.events(FineTuningFailed.class);
            assertEquals(
                    List.of("bad_dataset", "refused"),
                    failed.stream().map(FineTuningFailed::kind).toList());
            assertTrue(failed.getFirst().reason().endsWith("train.jsonl is not there"), failed.getFirst()::reason);
            assertTrue(failed.getLast().reason().endsWith("but was '../job-2'"), failed.getLast()::reason);
        }
    }

    @Test
    void makesTheSameModelWhenItIsStoppedInBetween() throws Exception {
        String whole;
        try (TestKernel kernel = TestKernel.open(folder)) {
            kernel.start(LinearPlugin.NAME, new LinearPlugin());
            kernel.publish(asked(kernel, "job-1", "linear", "d1"));
            whole = kernel.events(FineTuningCompleted.class).getFirst().result().digest();
            TrainingRequested next = asked(kernel, "job-2", "linear", "d1");
            kernel.kernel().bus().publish(List.of(next));
            kernel.stop(LinearPlugin.NAME);
        }
        try (TestKernel kernel = TestKernel.open(folder)) {
            kernel.start(LinearPlugin.NAME, new LinearPlugin());
            kernel.quiet();
            List<FineTuningCompleted> completed = kernel.events(FineTuningCompleted.class);
            assertEquals(2, completed.size());
            assertEquals(whole, completed.getLast().result().digest());
            kernel.assertCountsAddUp();
        }
    }

    @Test
    void givesBackWhatItTook() throws Exception {
        try (TestKernel kernel = TestKernel.open(folder)) {
            kernel.start(LinearPlugin.NAME, new LinearPlugin());
            assertEquals(3, gauges(kernel));
            kernel.stop(LinearPlugin.NAME);
            assertEquals(0, gauges(kernel));
            assertFalse(kernel.kernel()
                    .services()
                    .find(ModelRuntime.class, "linear")
                    .isPresent());
            kernel.start(LinearPlugin.NAME, new LinearPlugin());
            assertEquals(3, gauges(kernel));
        }
    }

    private static long gauges(TestKernel kernel) {
        return kernel.kernel().metrics().getMeters().stream()
                .filter(meter -> meter.getId().getName().startsWith("becas.linear."))
                .count();
    }

    @Test
    void refusesASettingThatIsOutOfRange() throws Exception {
        try (TestKernel kernel = TestKernel.open(folder, "linear:\n  maxLoaded: 0\n")) {
            ConfigException refusal =
                    assertThrows(ConfigException.class, () -> kernel.start(LinearPlugin.NAME, new LinearPlugin()));
            assertTrue(
                    String.valueOf(refusal.getMessage()).endsWith("maxLoaded must be in [1, 256] but was 0"),
                    refusal::getMessage);
        }
    }
}
