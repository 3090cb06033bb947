package dev.becas.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two real JVMs, one inside the other.
class RelaunchedProcessTest {
    private static final int SIGTERM_EXIT = 128 + 15;

    @TempDir
    Path root;

    @Test
    void theExitCodeOfTheChildBecomesOurs() throws Exception {
        assertEquals(7, start("exit", "7").waitFor());
        assertEquals(0, start("exit", "0").waitFor());
    }

    @Test
    void aSigtermReachesTheChildAndWaitsUntilItHasDrained() throws Exception {
        Process parent = start("wait");
        try (BufferedReader output = parent.inputReader()) {
            assertEquals("ready green", output.readLine());
            ProcessHandle child = parent.children().findFirst().orElseThrow();

            parent.toHandle().destroy(); // Process.destroy would close the stream that we read

            assertEquals("drained", output.readLine());
            assertTrue(parent.waitFor(20, TimeUnit.SECONDS), "the parent ends");
            assertEquals(SIGTERM_EXIT, parent.exitValue());
            assertTrue(!child.isAlive(), "the child has ended before its parent");
        }
    }

    private Process start(String... arguments) throws IOException {
        var line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Parent.class.getName(),
                jar().toString()));
        line.addAll(List.of(arguments));
        return new ProcessBuilder(line)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /// A jar of one manifest: the program and where its classes are.
    private Path jar() throws IOException {
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Child.class.getName());
        manifest.getMainAttributes()
                .put(
                        Attributes.Name.CLASS_PATH,
                        Path.of("target/test-classes").toUri().toString());
        Path jar = root.resolve("becas.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.finish();
        }
        return jar;
    }
}
