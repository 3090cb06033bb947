package dev.becas.gputrainer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.device.Arithmetic;
import dev.becas.gputrainer.device.Device;
import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.rival.Parity;
import dev.becas.gputrainer.rival.Rival;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The commands on a random model of a few kilobytes, which learns to tell `x` from `y`.
class TrainAndEvalTest {
    private static final Command TRAIN = TrainCommand.command();
    private static final Command EVAL = EvalCommand.command();

    @TempDir
    Path folder;

    private String base = "";
    private String data = "";
    private String heldOut = "";

    @BeforeEach
    void write() throws IOException {
        base = TinyModels.writeChat(folder.resolve("base.gguf")).toString();
        data = LetterRows.write(folder.resolve("data.jsonl"), 96, 1).toString();
        heldOut = LetterRows.write(folder.resolve("heldOut.jsonl"), 24, 2).toString();
    }

    @Test
    void trainsAndWritesWhatEvalReadsAgain() throws Exception {
        Path out = folder.resolve("out");
        List<String> lines = new ArrayList<>();
        CommandResult result = TRAIN.action()
                .run(Calls.of(TRAIN, lines::add, words(out, "eval", heldOut, "epochs", "4", "merged", "f32")));
        assertEquals(0, result.exitCode());
        TrainReport report = assertInstanceOf(TrainReport.class, result.json());
        Evaluation tuned = there(report.tuned());
        double before = there(report.base()).accuracy().value();
        assertTrue(before < 0.8, "the base guesses: " + before);
        assertTrue(tuned.accuracy().value() > 0.95, "and learns: " + result.text());
        assertTrue(lines.stream().anyMatch(line -> line.contains("] step ")), lines.toString());

        assertEquals(
                List.of("base", "few-shot"),
                there(report.rivals()).untrained().stream().map(Rival::name).toList());
        assertTrue(there(report.rivals()).untrained().stream().allMatch(Rival::isBeaten), result.text());
        assertEquals("train", there(report.rivals()).verdict().decision());
        assertTrue(report.effect().answersChanged() > 0, result.text());
        assertEquals(Device.CPU, report.device());
        assertTrue(result.text().contains("\ntrained on cpu for "), result.text());
        assertTrue(report.arithmetic().threads() > 0, result.text());
        assertTrue(
                result.text().contains(" MiB of memory, " + report.arithmetic().text() + "\n"), result.text());
        assertEquals(
                List.of("adapter.gguf", "merged.gguf"),
                report.parity().stream().map(Parity::file).toList());
        assertTrue(report.parity().stream().allMatch(same -> same.largestDifference() < 1e-3), result.text());
        assertEquals(24, Files.readAllLines(out.resolve("held-out.jsonl")).size());

        JsonNode written = Json.MAPPER.readTree(Files.readString(out.resolve("report.json")));
        assertEquals(report.arithmetic(), Json.MAPPER.treeToValue(written.path("arithmetic"), Arithmetic.class));
        assertEquals(
                tuned.accuracy().value(), written.at("/tuned/accuracy/value").asDouble());
        assertEquals(
                GgufFile.sha256(out.resolve("adapter.gguf")), report.files().get("adapter.gguf"));

        Evaluation byGguf =
                eval("base", base, "adapter", out.resolve("adapter.gguf").toString());
        assertEquals(tuned, byGguf);
        assertEquals(tuned, eval("base", base, "adapter", out.resolve("adapter").toString()));
        String merged = out.resolve("merged.gguf").toString();
        Evaluation byMerged = eval("base", merged);
        assertEquals(byMerged, eval("base", merged, "activations", "ggml"), "in front of f32 nothing is rounded");
        assertEquals(tuned.labels(), byMerged.labels());
        assertEquals(tuned.ece(), byMerged.ece(), 1e-3);
        assertEquals(before, eval("base", base).accuracy().value(), "the base is as it was");
    }

    @Test
    void theSameWordsAgainGoOnAfterAStopAndEndWithTheSameAdapter() throws Exception {
        Path unbroken = folder.resolve("unbroken");
        Calls.run(TRAIN, words(unbroken, "checkpointEvery", "1", "merged", "none"));
        Path stopped = folder.resolve("stopped");
        String[] words = words(stopped, "checkpointEvery", "1", "merged", "none");
        assertThrows(
                IllegalStateException.class,
                () -> TRAIN.action()
                        .run(Calls.of(
                                TRAIN,
                                line -> {
                                    throw new IllegalStateException("stopped at " + line);
                                },
                                words)));
        assertFalse(Files.exists(stopped.resolve("adapter.gguf")));
        List<String> lines = new ArrayList<>();
        TRAIN.action().run(Calls.of(TRAIN, lines::add, words));
        assertTrue(lines.getFirst().contains("step 2/"), "not from the beginning: " + lines);
        assertEquals(
                GgufFile.sha256(unbroken.resolve("adapter.gguf")), GgufFile.sha256(stopped.resolve("adapter.gguf")));
        assertFalse(Files.exists(stopped.resolve("merged.gguf")), "none was asked for");
    }

    @Test
    void otherSettingsDoNotGoOnFromTheseCheckpoints() throws Exception {
        Path out = folder.resolve("out");
        Calls.run(TRAIN, words(out, "merged", "none", "maxSteps", "11", "checkpointEvery", "1"));
        IOException refused = assertThrows(
                IOException.class,
                () -> Calls.run(TRAIN, words(out, "merged", "none", "maxSteps", "12", "checkpointEvery", "1")));
        assertTrue(String.valueOf(refused.getMessage()).contains("is of another run"), refused.getMessage());
    }

    @Test
    void anInterruptionEndsTheRun() {
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> Calls.run(TRAIN, words(folder.resolve("out"))));
        Thread.currentThread().interrupt();
        assertThrows(InterruptedException.class, () -> eval("base", base));
    }

    @Test
    void anAdapterOfAnotherBaseIsRefused() throws Exception {
        Path out = folder.resolve("out");
        Calls.run(TRAIN, words(out));
        IOException refused = assertThrows(
                IOException.class,
                () -> eval(
                        "base",
                        out.resolve("merged.gguf").toString(),
                        "adapter",
                        out.resolve("adapter.gguf").toString()));
        assertTrue(String.valueOf(refused.getMessage()).contains("becas.base_sha256 must be"), refused.getMessage());
    }

    @Test
    void aReasonBehindTheLabelIsNotScored() throws Exception {
        Path reasons = folder.resolve("reasons.jsonl");
        Files.writeString(reasons, """
                {"input": "x", "output": "fine because x", "label": "fine"}
                {"input": "y", "output": "scam because y", "label": "scam"}
                """);
        Evaluation evaluation = eval("base", base, "data", reasons.toString(), "labels", "scam, fine, other");
        assertEquals(2, evaluation.rows());
        assertEquals(
                List.of("scam", "fine", "other"),
                evaluation.labels().stream().map(label -> label.label()).toList());
    }

    @Test
    void aModelThatLearnedToGiveReasonsIsMeasuredByTheLabelItBeginsWith() throws Exception {
        sayLabelsAs("fine because x", "scam because y", data);
        TrainReport report = learned();
        assertTrue(there(report.tuned()).accuracy().value() > 0.95, report.text());
        Path adapter = folder.resolve("out").resolve("adapter.gguf");
        assertEquals(
                report.tuned(), eval("base", base, "adapter", adapter.toString()), "as the adapter says, not the rows");
    }

    @Test
    void aModelThatLearnedToSayItsLabelAfterWordsIsAskedAfterThem() throws Exception {
        sayLabelsAs("It is: fine", "It is: scam", data);
        sayLabelsAs("It is: fine", "It is: scam", heldOut);
        TrainReport report = learned();
        Evaluation tuned = there(report.tuned());
        assertTrue(tuned.accuracy().value() > 0.95, report.text());
        assertEquals(
                List.of("fine", "scam"),
                tuned.labels().stream().map(label -> label.label()).toList());
        List<String> labelled = Files.readAllLines(Path.of(heldOut)).stream()
                .map(row -> row.replaceAll("\"output\": ?\"[^\"]*\", ?", ""))
                .toList();
        Files.write(Path.of(heldOut), labelled);
        Path adapter = folder.resolve("out").resolve("adapter.gguf");
        assertEquals(
                tuned,
                eval("base", base, "adapter", adapter.toString()),
                "as the adapter says; the rows only say labels");
    }

    @Test
    void rowsThatCannotBeAskedForAreRefused() throws Exception {
        refused(
                "line 1: label must be one of [fine, other] but was scam",
                "labels",
                "fine,other",
                "{'input':'a','label':'scam'}");
        refused(
                "line 1: output must begin with the label scam, or with what stands in front of the label in every row, "
                        + "but was no",
                "labels",
                "fine,scam",
                "{'input':'a','label':'scam','output':'no'}");
        refused(
                "line 1: there is no label, and the output is more than one word",
                "labels",
                "a,b",
                "{'input':'a','output':'a b'}");
        refused(
                "line 1: a text must have at most 256 tokens but has 321 with its labels",
                "labels",
                "a,b",
                "{'input':'" + "x".repeat(300) + "','label':'a'}");
        String[] one = {"base", base, "labels", "fine"};
        Exception few = assertThrows(IllegalArgumentException.class, () -> eval(one));
        assertTrue(String.valueOf(few.getMessage()).startsWith("labels must be 2 to 1024 words"), few.getMessage());
    }

    /// Gives each row of a file a longer output, and the label that it was.
    private static void sayLabelsAs(String fine, String scam, String file) throws IOException {
        List<String> longer = Files.readAllLines(Path.of(file)).stream()
                .map(row -> row.replace("\"fine\"", "\"" + fine + "\", \"label\": \"fine\"")
                        .replace("\"scam\"", "\"" + scam + "\", \"label\": \"scam\""))
                .toList();
        Files.write(Path.of(file), longer);
    }

    /// After as many epochs as it takes to know the labels.
    private TrainReport learned() throws Exception {
        String[] words =
                words(folder.resolve("out"), "eval", heldOut, "epochs", "4", "merged", "none", "rivals", "none");
        return assertInstanceOf(TrainReport.class, Calls.run(TRAIN, words).json());
    }

    private void refused(String sentence, String option, String value, String line) throws IOException {
        Path file = Files.writeString(folder.resolve("bad.jsonl"), line.replace('\'', '"') + "\n");
        IOException refused =
                assertThrows(IOException.class, () -> eval("base", base, option, value, "data", file.toString()));
        assertTrue(String.valueOf(refused.getMessage()).endsWith(sentence), refused.getMessage());
    }

    private Evaluation eval(String... words) throws Exception {
        String[] all =
                Stream.concat(Stream.of("data", heldOut), Arrays.stream(words)).toArray(String[]::new);
        CommandResult result = Calls.run(EVAL, all);
        assertEquals(0, result.exitCode());
        assertTrue(result.text().contains("macro-F1"), result.text());
        EvalReport report = assertInstanceOf(EvalReport.class, result.json());
        JsonNode json = Json.MAPPER.valueToTree(report);
        assertEquals("cpu", json.path("device").path("name").asText());
        assertEquals(report.evaluation().rows(), json.path("rows").asInt());
        return report.evaluation();
    }

    private String[] words(Path out, String... more) {
        Stream<String> stock = Stream.of(
                "base",
                base,
                "data",
                data,
                "out",
                out.toString(),
                "targetModules",
                "q,k,v,o,gate,up,down",
                "learningRate",
                "0.005",
                "dropout",
                "0",
                "epochs",
                "1",
                "batchSize",
                "8");
        return Stream.concat(stock, Arrays.stream(more)).toArray(String[]::new);
    }

    private static <T> T there(@Nullable T found) {
        assertNotNull(found);
        return found;
    }
}
