package dev.becas.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// A folder that stands for a whole machine, with Java installations that are a `release` file and a `bin/java`.
final class FakeMachine {
    private final Path root;
    private final Map<String, String> environment = new TreeMap<>();

    FakeMachine(Path root) {
        this.root = root;
    }

    /// A Java of that version; answers its folder.
    Path java(String folder, String version) {
        return write(folder, "IMPLEMENTOR=\"Fake\"\nJAVA_VERSION=\"" + version + "\"\n");
    }

    Path write(String folder, String release) {
        Path home = root.resolve(folder);
        try {
            Files.createDirectories(home.resolve("bin"));
            Files.writeString(home.resolve("release"), release);
            program(home.resolve("bin/java"), "exit 1");
            return home;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FakeMachine set(String name, Path value) {
        environment.put(name, value.toString());
        return this;
    }

    Optional<Path> find() {
        return new JavaFinder(environment, root, root.resolve("user"))
                .find(Launcher.WANTED)
                .map(JavaHome::folder);
    }

    /// What the scripts find on the same machine.
    Optional<Path> findByScript() throws IOException, InterruptedException {
        Path script = Path.of("src/main/sh/find-jdk.sh").toAbsolutePath();
        var builder = new ProcessBuilder(
                "/bin/sh", "-c", "set -eu; . '" + script + "'; found=$(find_jdk) || exit 0; printf '%s' \"$found\"");
        builder.environment().keySet().removeIf(name -> name.startsWith("JAVA") && name.contains("HOME"));
        builder.environment().put("PATH", tools() + ":" + environment.getOrDefault("PATH", ""));
        builder.environment().put("HOME", root.resolve("user").toString());
        builder.environment().put("FIND_JDK_ROOT", root.toString());
        environment.forEach((name, value) -> {
            if (!name.equals("PATH")) {
                builder.environment().put(name, value);
            }
        });
        Process shell = builder.redirectErrorStream(true).start();
        String output = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        shell.waitFor();
        return output.isBlank() ? Optional.empty() : Optional.of(Path.of(output.strip()));
    }

    /// The shell's own tools, without the `java` that may lie beside them.
    private Path tools() throws IOException {
        Path tools = Files.createDirectories(root.resolve("tools"));
        for (String tool : List.of("sed", "awk", "env", "sort", "head", "tr", "readlink")) {
            Path real = Files.exists(Path.of("/usr/bin", tool)) ? Path.of("/usr/bin", tool) : Path.of("/bin", tool);
            program(tools.resolve(tool), "exec " + real + " \"$@\"");
        }
        return tools;
    }

    private static void program(Path file, String line) throws IOException {
        Files.writeString(file, "#!/bin/sh\n" + line + "\n");
        if (!file.toFile().setExecutable(true)) {
            throw new IllegalStateException("cannot make " + file + " executable");
        }
    }
}
