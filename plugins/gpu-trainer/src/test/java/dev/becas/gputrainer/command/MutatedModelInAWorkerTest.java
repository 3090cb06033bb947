package dev.becas.gputrainer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.Workers;
import dev.becas.gputrainer.gguf.Mutations;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.plugin.Services;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The same files through LibTorch: loaded and asked, in a worker that lives through all of them.
@Tag("kill")
class MutatedModelInAWorkerTest {
    private static final int MUTATIONS = 200;

    @Test
    void eachIsAnsweredOrRefusedInOneSentence(@TempDir Path folder) throws Exception {
        List<String> ends = new CopyOnWriteArrayList<>();
        byte[] good = Files.readAllBytes(TinyModels.writeChat(folder.resolve("good.gguf")));
        Path base = folder.resolve("base.gguf");
        Path data = Files.write(
                folder.resolve("rows.jsonl"),
                List.of("{\"input\":\"a\",\"output\":\"x\"}", "{\"input\":\"b\",\"output\":\"y\"}"));
        int answered = 0;
        try (Supervisor worker = Workers.of("model-worker", folder.resolve("logs"), ends::add)) {
            Command eval = ModelCommands.of(worker, new Services()).get(1);
            for (long seed = 0; seed < MUTATIONS; seed++) {
                Files.write(base, Mutations.of(good, 8_000, seed));
                try {
                    Calls.run(eval, "base", base.toString(), "data", data.toString());
                    answered++;
                } catch (IOException | IllegalArgumentException e) {
                    String said = String.valueOf(e.getMessage());
                    assertTrue(said.lines().count() == 1 && said.length() < 1_000, seed + ": " + said);
                }
            }
        }
        assertEquals(List.of(), ends, "the worker lives through all of them");
        assertTrue(answered > 0 && answered < MUTATIONS, "some are harmless, some are not: " + answered);
    }
}
