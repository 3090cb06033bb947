package dev.becas.gputrainer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.Workers;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.plugin.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `train` and `eval` as a user has them: done by LibTorch in another process.
class CommandsInAWorkerTest {
    @TempDir
    Path folder;

    private final List<String> ends = new CopyOnWriteArrayList<>();
    private Supervisor worker = Workers.of("none", Path.of(""), ends::add);
    private String base = "";
    private String data = "";

    @BeforeEach
    void write() throws IOException {
        worker = Workers.of("model-worker", folder.resolve("logs"), ends::add);
        base = TinyModels.writeChat(folder.resolve("base.gguf")).toString();
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            String label = i % 2 == 0 ? "x" : "y";
            rows.add("{\"input\":\"" + label.repeat(3) + i + "\",\"output\":\"" + label + "\"}");
        }
        data = Files.write(folder.resolve("rows.jsonl"), rows).toString();
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    private Command command(String name) {
        return ModelCommands.of(worker, new Services()).stream()
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private String[] words(Path out) {
        return new String[] {
            "base",
            base,
            "data",
            data,
            "out",
            out.toString(),
            "merged",
            "none",
            "epochs",
            "2",
            "checkpointEvery",
            "1",
            "batchSize",
            "2",
            "packing",
            "false"
        };
    }

    @Test
    void aKilledWorkerIsOneSentenceAndTheSameWordsAgainEndWithTheSameAdapter() throws Exception {
        Command train = command("train");
        Path unbroken = folder.resolve("unbroken");
        CommandResult whole = Calls.run(train, words(unbroken));
        assertTrue(whole.text().startsWith("64 examples, 64 of 64 steps"), whole.text());

        Path killed = folder.resolve("killed");
        IOException died = assertThrows(
                IOException.class,
                () -> train.action()
                        .run(Calls.of(
                                train,
                                line -> ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroyForcibly),
                                words(killed))));
        assertEquals(
                "the model-worker's process was killed by signal 9; what it said is in "
                        + folder.resolve("logs").resolve("model-worker.log")
                        + "; the same command again goes on from the last checkpoint, if there is one",
                died.getMessage());
        assertFalse(Files.exists(killed.resolve("adapter.gguf")));
        assertEquals(1, ends.size());
        Calls.run(train, words(killed));
        assertEquals(
                GgufFile.sha256(unbroken.resolve("adapter.gguf")), GgufFile.sha256(killed.resolve("adapter.gguf")));

        CommandResult tuned = Calls.run(
                command("eval"),
                "base",
                base,
                "data",
                data,
                "adapter",
                killed.resolve("adapter.gguf").toString());
        assertEquals(64, Json.MAPPER.valueToTree(tuned.json()).get("rows").asInt());
    }

    @Test
    void aCardThatIsNotThereIsOneSentenceAndNothingIsTouched() {
        Path out = folder.resolve("out");
        List<String> words = new ArrayList<>(List.of(words(out)));
        words.addAll(List.of("device", "cuda"));
        Command train = command("train");
        assertEquals(
                "device is cuda, but LibTorch's machine code for cards is not built in: BECAS_WITH=gpu-trainer-cuda"
                        + " ./becas --help builds it in; set device to cpu or auto to work without a card",
                assertThrows(IOException.class, () -> Calls.run(train, words.toArray(String[]::new)))
                        .getMessage());
        assertFalse(Files.exists(out));
        assertEquals(List.of(), ends);
    }

    @Test
    void whatIsWrongIsSaidAsInOneProcess() {
        Command eval = command("eval");
        String sentence = String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> Calls.run(eval, "base", "nowhere.gguf", "data", data))
                .getMessage());
        assertTrue(sentence.endsWith("but was 'nowhere.gguf'"), sentence);
        assertEquals(
                folder.resolve("none.jsonl") + " must be a file of JSON lines but is none",
                assertThrows(
                                IOException.class,
                                () -> Calls.run(
                                        eval,
                                        "base",
                                        base,
                                        "data",
                                        folder.resolve("none.jsonl").toString()))
                        .getMessage());
    }
}
