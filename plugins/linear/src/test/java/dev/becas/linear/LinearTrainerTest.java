package dev.becas.linear;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingRefused;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import dev.becas.testkit.TrainerContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearTrainerTest extends TrainerContract {
    private static final String GOOD = "{\"input\":\"message: hi\",\"output\":\" clean\"}";

    @Override
    protected Trainer trainer() {
        return new LinearTrainer(folder);
    }

    private TrainingResult train(TrainingRequest request, String work) throws Exception {
        return trainer().train(request, Files.createDirectories(folder.resolve(work)), TrainingProgress.SILENT);
    }

    @Test
    void measuresOnTheHeldOutPart() throws Exception {
        TrainingResult result = train(request("job", dataset()), "work");
        Path eval = dataset().resolve("eval.jsonl");
        assertEquals((double) Files.readAllLines(eval).size(), result.metrics().get("rows"));
        assertEquals(1.0, result.metrics().get("macroF1"));
        assertEquals(1.0, result.metrics().get("recallAct"));
        assertEquals(0.0, result.metrics().get("falsePositiveRate"));
        assertEquals(1.0, result.metrics().get("f1.phishing"));
        assertTrue(result.intervals().containsKey("macroF1"));
    }

    @Test
    void goesOnAfterAnInterruptAndEndsInTheSameBytes() throws Exception {
        TrainingRequest request = request("job", dataset());
        String whole = train(request, "whole").digest();
        Path work = Files.createDirectories(folder.resolve("interrupted"));
        assertThrows(
                InterruptedException.class,
                () -> trainer()
                        .train(request, work, step -> Thread.currentThread().interrupt()));
        assertFalse(Thread.interrupted());
        assertFalse(Files.exists(work.resolve(LinearTrainer.ARTIFACT)));
        assertEquals(whole, train(request, "interrupted").digest());
    }

    @Test
    void findsADatasetRelativeToTheDataFolder() throws Exception {
        Path data = folder.relativize(dataset());
        assertFalse(data.isAbsolute());
        assertEquals(
                train(request("job", dataset()), "a").digest(),
                train(request("job", data), "b").digest());
    }

    @Test
    void tellsStepsUpToTheirNumber() throws Exception {
        List<TrainingProgress.TrainingStep> steps = new ArrayList<>();
        trainer().train(request("job", dataset()), Files.createDirectories(folder.resolve("work")), steps::add);
        for (TrainingProgress.TrainingStep step : steps) {
            assertTrue(step.step() >= 1 && step.step() <= step.ofSteps(), step::toString);
        }
    }

    @Test
    void refusesSettingsByNameRuleAndValue() throws Exception {
        assertEquals(
                "setting cost must be in [1.0E-4, 10000.0] but was -1.0",
                refusal(Map.of("cost", "-1")).getMessage());
        assertEquals(
                "setting folds must be a whole number but was '2.5'",
                refusal(Map.of("folds", "2.5")).getMessage());
        assertEquals(
                "setting tolerance must be a number but was 'low'",
                refusal(Map.of("tolerance", "low")).getMessage());
        assertEquals("refused", refusal(Map.of("rank", "8")).kind());
    }

    private TrainingRefused refusal(Map<String, String> settings) throws Exception {
        TrainingRequest bad = requestWith(settings);
        return assertThrows(TrainingRefused.class, () -> train(bad, "work"));
    }

    @Test
    void namesFileLineFieldRuleAndValueOfABadLine() throws Exception {
        assertBad("{\"output\":\" clean\"}", "input must be a text but was missing");
        assertBad("{\"input\":7,\"output\":\" clean\"}", "input must be a text but was 7");
        assertBad("{\"input\":\"message: hi\"}", "output must be a text where metadata.label is none but was missing");
        assertBad(
                "{\"input\":\"message: hi\",\"output\":\" fine\"}",
                "label must be one of [clean, phishing] but was 'fine'");
        assertBad(weighted("9"), "metadata.weight must be a whole number in [1, 8] but was 9");
        assertBad(weighted("0.5"), "metadata.weight must be a whole number in [1, 8] but was 0.5");
        assertBad(weighted("\"2\""), "metadata.weight must be a whole number in [1, 8] but was \"2\"");
        assertBad("[]", "line must be a JSON object but was ARRAY");
        assertBad("{\"input\":", "must be JSON but is not: ");
    }

    private static String weighted(String weight) {
        return "{\"input\":\"message: hi\",\"metadata\":{\"label\":\"clean\",\"weight\":" + weight + "}}";
    }

    private void assertBad(String line, String sentence) throws Exception {
        Path data = dataset();
        Path file = data.resolve("train.jsonl");
        Files.writeString(file, GOOD + "\n" + line + "\n");
        TrainingRefused refused = assertThrows(TrainingRefused.class, () -> train(request("job", data), "work"));
        assertEquals("bad_dataset", refused.kind());
        String said = String.valueOf(refused.getMessage());
        assertTrue(said.startsWith(file + ", line 2: " + sentence), said);
    }

    @Test
    void refusesADatasetThatIsNotThereOrNotUtf8OrOfOneLabel() throws Exception {
        Path data = dataset();
        Files.writeString(data.resolve("train.jsonl"), GOOD);
        TrainingRequest request = request("job", data);
        assertEquals(
                "dataset d1 must have rows of two or more labels to learn from but had 1 rows of [clean]",
                assertThrows(TrainingRefused.class, () -> train(request, "work"))
                        .getMessage());
        Files.write(data.resolve("train.jsonl"), "{\"input\":\"é\"}".getBytes(StandardCharsets.ISO_8859_1));
        assertTrue(String.valueOf(assertThrows(TrainingRefused.class, () -> train(request, "work"))
                        .getMessage())
                .endsWith("must be UTF-8 but is not"));
        Files.delete(data.resolve("train.jsonl"));
        assertEquals(
                data.resolve("train.jsonl") + " is not there",
                assertThrows(TrainingRefused.class, () -> train(request, "work"))
                        .getMessage());
    }
}
