package dev.becas.gputrainer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The outside word: `-Dbecas.python`, or `python3`, with the scripts of `src/test/python`.
public final class Python {
    private static final String PROGRAM = System.getProperty("becas.python", "python3");
    private static final Path SCRIPTS =
            Path.of(System.getProperty("becas.root", "."), "plugins", "gpu-trainer", "src", "test", "python");

    /// The slowest script takes 15 seconds on two cores; the rest is for a busy machine that reads torch for the first
    /// time.
    private static final int MINUTES_MAX = 5;

    private Python() {}

    /// Skips the test where a package is missing, and says which.
    ///
    /// @param packages names as in `pip install`, with `>=` and the lowest major version where one matters
    public static void needs(String... packages) throws IOException, InterruptedException {
        String answer;
        try {
            answer = run("packages.py", packages).strip();
        } catch (NotHere e) {
            answer = "is not here";
        }
        assumeTrue(answer.startsWith("has "), PROGRAM + " " + answer + " (-Dbecas.python)");
    }

    /// Runs a script to its end; one that fails, or does not end, fails the test with what it said.
    ///
    /// @return what it said, errors too
    public static String run(String script, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of(PROGRAM, SCRIPTS.resolve(script).toString()));
        command.addAll(List.of(arguments));
        Path log = Files.createTempFile("python", ".log");
        try {
            Process process = start(command, log);
            boolean ended = process.waitFor(MINUTES_MAX, TimeUnit.MINUTES);
            process.destroyForcibly();
            String said = Files.readString(log);
            assertTrue(ended, () -> script + " must end within " + MINUTES_MAX + " minutes but said " + said);
            assertEquals(0, process.exitValue(), () -> script + " failed: " + said);
            return said;
        } finally {
            Files.delete(log);
        }
    }

    private static Process start(List<String> command, Path log) throws NotHere {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new NotHere(e);
        }
    }

    private static final class NotHere extends IOException {
        private NotHere(IOException cause) {
            super(PROGRAM + " cannot be started", cause);
        }
    }
}
