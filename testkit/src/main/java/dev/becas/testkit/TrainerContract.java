package dev.becas.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingRefused;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What every [Trainer] keeps to. A trainer's test extends this and says which trainer.
public abstract class TrainerContract {
    private static final List<String> LABELS = List.of("clean", "phishing");

    @TempDir
    protected Path folder;

    /// The trainer under test.
    protected abstract Trainer trainer();

    /// Settings with which a tiny dataset trains in a second or two.
    protected Map<String, String> quickSettings() {
        return Map.of();
    }

    @Test
    void leavesAnArtifactWithMetricsAndTellsItsProgress() throws Exception {
        List<TrainingProgress.TrainingStep> steps = new ArrayList<>();
        Path work = Files.createDirectories(folder.resolve("work"));
        TrainingResult result = trainer().train(request("job-1", dataset()), work, steps::add);
        assertTrue(Files.size(result.artifact()) > 0, "the artifact is there");
        assertTrue(result.artifact().startsWith(work), "the artifact is inside the work folder");
        assertTrue(result.metrics().containsKey("macroF1"), "macroF1 is among the metrics");
        assertTrue(!steps.isEmpty(), "progress was told");
    }

    @Test
    void makesTheSameModelFromTheSameRequest() throws Exception {
        Path data = dataset();
        TrainingResult one = trainer()
                .train(request("job-1", data), Files.createDirectories(folder.resolve("a")), TrainingProgress.SILENT);
        TrainingResult two = trainer()
                .train(request("job-1", data), Files.createDirectories(folder.resolve("b")), TrainingProgress.SILENT);
        assertEquals(one.digest(), two.digest());
        assertEquals(one.metrics(), two.metrics());
    }

    @Test
    void findsFinishedWorkAgain() throws Exception {
        Path data = dataset();
        Path work = Files.createDirectories(folder.resolve("work"));
        TrainingResult one = trainer().train(request("job-1", data), work, TrainingProgress.SILENT);
        TrainingResult again = trainer().train(request("job-1", data), work, TrainingProgress.SILENT);
        assertEquals(one.digest(), again.digest());
    }

    @Test
    void refusesASettingThatItDoesNotKnowByName() throws Exception {
        TrainingRequest bad = requestWith(Map.of("noSuchSetting", "1"));
        Path work = Files.createDirectories(folder.resolve("work"));
        TrainingRefused refused =
                assertThrows(TrainingRefused.class, () -> trainer().train(bad, work, TrainingProgress.SILENT));
        assertTrue(String.valueOf(refused.getMessage()).contains("noSuchSetting"));
    }

    /// A request about the small dataset of [#dataset()].
    protected TrainingRequest request(String jobId, Path data) {
        return request(jobId, data, quickSettings(), 7);
    }

    /// The same with other settings.
    protected TrainingRequest requestWith(Map<String, String> settings) throws Exception {
        return request("job", dataset(), settings, 1);
    }

    private TrainingRequest request(String jobId, Path data, Map<String, String> settings, long seed) {
        return new TrainingRequest(
                jobId,
                trainer().name(),
                "becas-qwen-scam_detection",
                "scam_detection",
                LABELS,
                "d1",
                data,
                null,
                settings,
                seed);
    }

    /// Sixty examples of two labels, told apart by plain words, and twenty held out.
    protected Path dataset() throws Exception {
        Path data = Files.createDirectories(folder.resolve("data"));
        List<String> train = new ArrayList<>();
        List<String> eval = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            boolean bad = i % 2 == 0;
            String text = bad
                    ? "claim your free gift number " + i + " at the link now"
                    : "see you at the raid tonight, group " + i;
            (i % 4 == 3 || i % 8 == 6 ? eval : train).add(line(i, text, bad ? "phishing" : "clean"));
        }
        Files.write(data.resolve("train.jsonl"), train);
        Files.write(data.resolve("eval.jsonl"), eval);
        return data;
    }

    private static String line(int i, String text, String label) {
        return """
                {"id":"e%d","input":"message: %s","output":" %s","system":"s","metadata":{"category":"scam_detection","label":"%s","labelSource":"human","outcome":"success","tier":"gold","score":9500,"provenance":"synthetic","guild":"g","at":"2026-01-05T08:00:00Z","fields":[{"name":"message","value":"%s"}],"weight":1},"quality":"gold"}""".formatted(i, text, label, label, text);
    }
}
