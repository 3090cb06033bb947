package dev.becas.gputrainer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.GgufTensor;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.kernel.command.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `train --mode` as a user has it, on a random model of a few kilobytes.
class TrainModesTest {
    private static final Command TRAIN = TrainCommand.command();
    private static final Command EVAL = EvalCommand.command();

    @TempDir
    Path folder;

    private Path base = Path.of("");
    private String data = "";
    private String heldOut = "";

    @BeforeEach
    void write() throws IOException {
        base = TinyModels.writeChat(folder.resolve("base.gguf"));
        data = LetterRows.write(folder.resolve("data.jsonl"), 96, 1).toString();
        heldOut = LetterRows.write(folder.resolve("heldOut.jsonl"), 24, 2).toString();
    }

    @Test
    void fullWritesOneModelThatEvalReadsLikeAnyBase() throws Exception {
        Path out = folder.resolve("out");
        TrainReport report = train("out", "full", "learningRate", "0.001", "epochs", "4", "merged", "f32");
        assertEquals(Set.of("model.gguf"), report.files().keySet());
        assertFalse(Files.exists(out.resolve("adapter.gguf")));
        var tuned = Objects.requireNonNull(report.tuned());
        assertTrue(tuned.accuracy().value() > 0.95, report.text());
        assertEquals(
                List.of("model.gguf"),
                report.parity().stream().map(same -> same.file()).toList());
        assertTrue(report.parity().getFirst().largestDifference() < 1e-4, report.text());
        assertEquals("train", Objects.requireNonNull(report.rivals()).verdict().decision());
        assertEquals("full", report.settings().get("mode"));

        Path model = out.resolve("model.gguf");
        assertEquals(GgufFile.sha256(model), report.files().get("model.gguf"));
        var again = Calls.run(EVAL, "base", model.toString(), "data", heldOut).json();
        assertEquals(tuned, assertInstanceOf(EvalReport.class, again).evaluation());
    }

    @Test
    void aWholeModelSaysWhereItComesFromAndKeepsWhatTheBaseSays() throws Exception {
        train("out", "full", "maxSteps", "11", "learningRate", "0.001", "rivals", "none");
        try (GgufFile before = GgufFile.open(base);
                GgufFile after = GgufFile.open(folder.resolve("out").resolve("model.gguf"))) {
            for (GgufEntry entry : before.metadata().entries()) {
                assertTrue(
                        after.metadata().entries().stream()
                                .anyMatch(other -> other.key().equals(entry.key())
                                        && other.value().mismatch(entry.value()) < 0),
                        entry.key());
            }
            assertEquals(
                    GgufFile.sha256(base),
                    after.metadata().text("becas.base_sha256").orElseThrow());
            assertEquals(
                    GgufFile.sha256(Path.of(data)),
                    after.metadata().text("becas.dataset_hash").orElseThrow());
            String settings = after.metadata().text("becas.settings").orElseThrow();
            assertTrue(settings.contains("\"mode\":\"full\"") && !settings.contains("rank"), settings);
            assertTrue(after.metadata().text("becas.metrics").orElseThrow().contains("macroF1"));
            for (GgufTensor tensor : after.tensors()) {
                boolean norm = tensor.info().shape().size() == 1;
                assertEquals(
                        norm ? WeightType.F32 : WeightType.Q8_0,
                        tensor.info().type(),
                        tensor.info().name());
            }
        }
    }

    @Test
    void theSameWordsAgainGoOnAfterAStopAndEndWithTheSameModel() throws Exception {
        String[] few = {"maxSteps", "11", "learningRate", "0.001", "checkpointEvery", "2", "rivals", "none"};
        TrainReport unbroken = train("unbroken", "full", few);
        assertThrows(
                IllegalStateException.class,
                () -> TRAIN.action()
                        .run(Calls.of(
                                TRAIN,
                                line -> {
                                    throw new IllegalStateException("stopped at " + line);
                                },
                                words("stopped", "full", few))));
        assertEquals(unbroken.files(), train("stopped", "full", few).files());
    }

    @Test
    void hybridKeepsOneOfTheTwoAndSaysWhich() throws Exception {
        TrainReport report = train("out", "hybrid", "epochs", "2", "evalEvery", "6", "rivals", "none");
        String note = report.notes().getLast();
        boolean whole = note.endsWith("the whole model is kept");
        assertTrue(whole || note.endsWith("the adapter is kept"), note);
        assertEquals(
                whole ? Set.of("model.gguf") : Set.of("adapter", "adapter.gguf", "merged.gguf"),
                report.files().keySet());
        assertTrue(report.text().contains(note));
        assertTrue(Objects.requireNonNull(report.tuned()).accuracy().value() > 0.9, report.text());
    }

    @Test
    void hybridAsksForRowsThatAreHeldOut() {
        Exception refused = assertThrows(
                IllegalArgumentException.class, () -> Calls.run(TRAIN, words("out", "hybrid", "eval", "")));
        assertTrue(String.valueOf(refused.getMessage()).contains("rows that are held out"), refused.getMessage());
    }

    private TrainReport train(String out, String mode, String... more) throws Exception {
        TrainReport report = assertInstanceOf(
                TrainReport.class, Calls.run(TRAIN, words(out, mode, more)).json());
        assertNotNull(report.bestEvalLoss());
        return report;
    }

    private String[] words(String out, String mode, String... more) {
        List<String> words = new ArrayList<>(List.of("base", base.toString(), "data", data, "eval", heldOut));
        words.addAll(List.of("out", folder.resolve(out).toString(), "mode", mode, "batchSize", "8"));
        words.addAll(List.of("learningRate", "0.005", "targetModules", "q,k,v,o,gate,up,down", "dropout", "0"));
        return Stream.concat(words.stream(), Arrays.stream(more)).toArray(String[]::new);
    }
}
