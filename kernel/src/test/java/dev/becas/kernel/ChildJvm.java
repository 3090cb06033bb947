package dev.becas.kernel;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A small JVM beside the test's, with the same class path: for what only another process can show.
public final class ChildJvm {
    private static final int SECONDS_MAX = 60;

    private ChildJvm() {}

    /// Starts a main class; its output goes to `log`.
    public static Process start(Class<?> main, Map<String, String> environment, Path log, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Xshare:auto",
                "-Xmx256m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                main.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /// Waits for its end.
    ///
    /// @return its exit code
    public static int awaitEnd(Process child) throws InterruptedException {
        if (!child.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
            child.destroyForcibly();
            throw new IllegalStateException("the child did not end within " + SECONDS_MAX + " s");
        }
        return child.exitValue();
    }
}
