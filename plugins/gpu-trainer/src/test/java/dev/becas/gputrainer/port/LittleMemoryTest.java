package dev.becas.gputrainer.port;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.Workers;
import dev.becas.gputrainer.base.BaseFiles;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.rival.TrainedRivals;
import dev.becas.gputrainer.worker.MemoryGroup;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.plugin.Services;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A worker that the operating system gives no more memory to.
class LittleMemoryTest {
    private static final long MORE_BYTES = 48L << 20;
    /// A process with any limit multiplies by the library that needs less.
    private static final long ENOUGH_BYTES = 1L << 40;

    @TempDir
    Path folder;

    @Test
    void aRealWantOfMemoryMakesMicroBatchesSmallerAndIsReported() throws Exception {
        Path base = TinyModels.writeChat(folder.resolve("base.gguf"), 1024);
        List<String> ends = new ArrayList<>();
        try (Supervisor worker = Workers.of("small", folder, ends::add)) {
            GpuTrainer trainer = trainer(base, worker);
            trainer.train(request("first", 1), work("first"), TrainingProgress.SILENT);
            limit(worker.pid(), ENOUGH_BYTES);
            trainer.train(request("warm", 1), work("warm"), TrainingProgress.SILENT);
            limit(worker.pid(), usedBytes(worker.pid()) + MORE_BYTES);
            trainer.train(request("large", 32), work("large"), TrainingProgress.SILENT);
            JsonNode report = Json.read(Files.readString(folder.resolve("large/report.json")), JsonNode.class);
            String notes = notes("large");
            assertTrue(notes.contains("memory did not suffice for 32 examples at once"), notes);
            assertEquals(6, report.path("steps").asInt());
            assertEquals(List.of(), ends);
        }
    }

    @Test
    void aRunThatTheKernelEndsForWantOfMemoryGoesOnWithSmallerMicroBatches() throws Exception {
        Path base = TinyModels.writeChat(folder.resolve("base.gguf"), 1024);
        List<String> ends = new CopyOnWriteArrayList<>();
        try (MemoryGroup group = MemoryGroup.of(MORE_BYTES);
                Supervisor worker = Workers.of("small", folder, ends::add)) {
            GpuTrainer trainer = trainer(base, worker);
            trainer.train(request("first", 1), work("first"), TrainingProgress.SILENT);
            group.take(worker.pid());
            IOException ended = assertThrows(
                    IOException.class,
                    () -> trainer.train(request("large", 32), work("large"), TrainingProgress.SILENT));
            assertTrue(String.valueOf(ended.getMessage()).contains("for want of memory"), ended.getMessage());
            assertTrue(Files.exists(folder.resolve("large/checkpoints/unfinished.json")));
            trainer.train(request("large", 32), work("large"), TrainingProgress.SILENT);
            assertEquals(
                    "[\"the kernel ended the run after step 0 for want of memory, with up to 32 examples at once: from"
                            + " here on micro-batches have at most 16, and more of them make up a step\"]",
                    notes("large"));
            assertFalse(Files.exists(folder.resolve("large/checkpoints/unfinished.json")));
        }
    }

    private static GpuTrainer trainer(Path base, Supervisor worker) {
        return new GpuTrainer(
                "gpu-trainer",
                Objects.requireNonNull(base.getParent()),
                new NamedBase(base.toString(), BaseFiles.ofThisUser()),
                "cpu",
                Map.of(
                        "packing",
                        "false",
                        "checkpointing",
                        "false",
                        "dropout",
                        "0",
                        "maxSteps",
                        "6",
                        "learningRate",
                        "0.005",
                        "rivals",
                        "none"),
                worker,
                new TrainedRivals(new Services()));
    }

    private String notes(String run) throws IOException {
        return Json.read(Files.readString(folder.resolve(run).resolve("report.json")), JsonNode.class)
                .path("notes")
                .toString();
    }

    private static long usedBytes(long pid) throws IOException {
        return 1024
                * Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmSize:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                        .findFirst()
                        .orElseThrow();
    }

    private static void limit(long pid, long bytes) throws IOException, InterruptedException {
        int done = new ProcessBuilder("prlimit", "--pid", Long.toString(pid), "--as=" + bytes)
                .inheritIO()
                .start()
                .waitFor();
        assertEquals(0, done);
    }

    private Path work(String name) throws IOException {
        return Files.createDirectories(folder.resolve(name));
    }

    private TrainingRequest request(String job, int batchSize) throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            String label = i % 2 == 0 ? "clean" : "phishing";
            lines.add("{\"input\":\"message: %s\",\"output\":\"%s\",\"metadata\":{\"label\":\"%s\"}}"
                    .formatted((label + " " + i + " ").repeat(60), label, label));
        }
        Files.write(data.resolve("train.jsonl"), lines);
        Files.write(data.resolve("eval.jsonl"), lines.subList(0, 6));
        return new TrainingRequest(
                job,
                "gpu-trainer",
                "becas-qwen-scam_detection",
                "scam_detection",
                List.of("clean", "phishing"),
                "d1",
                data,
                null,
                Map.of("batchSize", Integer.toString(batchSize)),
                1);
    }
}
