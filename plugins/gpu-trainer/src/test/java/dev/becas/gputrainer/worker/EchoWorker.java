package dev.becas.gputrainer.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.becas.gputrainer.device.DeviceBusy;
import dev.becas.kernel.training.TrainingRefused;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// A worker without LibTorch, which starts in a third of a second and does as it is told.
public final class EchoWorker {
    private EchoWorker() {}

    public static void main(String[] arguments) {
        WorkerStart.serve(arguments, jobs());
    }

    static Map<String, WorkerJob> jobs() {
        return Map.of(
                "echo",
                EchoWorker::echo,
                "sleep",
                EchoWorker::sleep,
                "fail",
                EchoWorker::fail,
                "eat",
                EchoWorker::eat,
                "die",
                (b, p) -> {
                    Runtime.getRuntime().halt(b.asInt());
                    return b;
                });
    }

    static WorkerSpec spec(Path folder, Duration silence) {
        return new WorkerSpec(
                "echo",
                EchoWorker.class.getName(),
                System.getProperty("java.class.path"),
                List.of("-XX:TieredStopAtLevel=1", "-Xmx64m"),
                1,
                folder.resolve("logs").resolve("echo.log"),
                Map.of(),
                silence);
    }

    private static JsonNode echo(JsonNode body, Consumer<JsonNode> progress) {
        progress.accept(TextNode.valueOf("half way"));
        return body;
    }

    /// Leaves a file when it begins, and another when it was interrupted.
    private static JsonNode sleep(JsonNode body, Consumer<JsonNode> progress) throws Exception {
        Path folder = Path.of(body.asText());
        Files.createFile(folder.resolve("began"));
        try {
            Thread.sleep(Duration.ofMinutes(10));
            return body;
        } catch (InterruptedException e) {
            Files.createFile(folder.resolve("interrupted"));
            throw e;
        }
    }

    /// Takes so many bytes, and uses them.
    private static JsonNode eat(JsonNode body, Consumer<JsonNode> progress) {
        try (Arena arena = Arena.ofConfined()) {
            arena.allocate(body.asLong()).fill((byte) 1);
            return body;
        }
    }

    private static JsonNode fail(JsonNode body, Consumer<JsonNode> progress) throws Exception {
        throw switch (body.asText()) {
            case "use" -> new IllegalArgumentException("rank must be less");
            case "bytes" -> new IOException("file x: magic must be GGUF\nand more");
            case "card" -> new RuntimeException("CUDA error: unspecified launch failure\nand more");
            case "memory" ->
                new RuntimeException("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes");
            case "card memory" -> new RuntimeException("CUDA error: out of memory");
            case "taken" -> new DeviceBusy("others have the card", new RuntimeException("CUDA error: out of memory"));
            case "refused" -> new TrainingRefused("bad_dataset", "no rows");
            default -> new IllegalStateException("a defect");
        };
    }
}
