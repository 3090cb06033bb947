package dev.becas.gputrainer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.Workers;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.plugin.Services;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `train --mode full` and `hybrid` whose worker is killed with -9 at any instant, again and again: the same words go
/// on and end with the same model, to the bit.
@Tag("kill")
class KilledModesTest {
    private static final int TRIES = 4;

    @TempDir
    Path folder;

    private final List<String> ends = new CopyOnWriteArrayList<>();

    @ParameterizedTest
    @ValueSource(strings = {"full", "hybrid"})
    void killsEndInTheSameBits(String mode) throws Exception {
        String base = TinyModels.writeChat(folder.resolve("base.gguf")).toString();
        String data = LetterRows.write(folder.resolve("data.jsonl"), 96, 1).toString();
        String heldOut =
                LetterRows.write(folder.resolve("heldOut.jsonl"), 24, 2).toString();
        String[] words = {
            "base",
            base,
            "data",
            data,
            "eval",
            heldOut,
            "out",
            "",
            "mode",
            mode,
            "batchSize",
            "4",
            "packing",
            "false",
            "epochs",
            "2",
            "learningRate",
            "0.001",
            "checkpointEvery",
            "1",
            "evalEvery",
            "8",
            "rivals",
            "none"
        };
        words[7] = folder.resolve("unbroken").toString();
        JsonNode unbroken = files(train(words, -1));
        words[7] = folder.resolve("killed").toString();
        Random random = new Random(7);
        int killed = 0;
        for (int i = 0; i < TRIES; i++) {
            try {
                train(words, random.nextInt(900));
            } catch (IOException e) {
                assertTrue(String.valueOf(e.getMessage()).contains("was killed by signal 9"), e.getMessage());
                killed++;
            }
        }
        assertTrue(killed >= 2, killed + " of " + TRIES + " died");
        assertEquals(unbroken, files(train(words, -1)));
    }

    private static JsonNode files(CommandResult result) {
        return Json.MAPPER.valueToTree(result.json()).get("files");
    }

    /// @param millis from the first step to the worker's end; negative for none
    private CommandResult train(String[] words, int millis) throws Exception {
        try (Supervisor worker = Workers.of("model-worker", folder.resolve("logs"), ends::add)) {
            Command train = ModelCommands.of(worker, new Services()).getFirst();
            Runnable kill = () -> ProcessHandle.of(worker.pid()).ifPresent(ProcessHandle::destroyForcibly);
            return train.action()
                    .run(Calls.of(
                            train,
                            line -> {
                                if (millis >= 0 && line.contains("step ")) {
                                    CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)
                                            .execute(kill);
                                }
                            },
                            words));
        }
    }
}
