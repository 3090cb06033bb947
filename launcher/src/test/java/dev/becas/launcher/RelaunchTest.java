package dev.becas.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RelaunchTest {
    @TempDir
    Path root;

    @Test
    void keepsTheOrderOfFlagsJarAndArguments() throws Exception {
        Path jar = root.resolve("becas.jar");
        Path options = Files.writeString(root.resolve("java-options"), "-Xmx1g\n");
        JavaHome home = home();

        assertEquals(
                List.of(home.java().toString(), "@" + options, "-Xmx2g", "-jar", jar.toString(), "demo", "--seed", "7"),
                new Relaunch(home, jar).commandLine(List.of("-Xmx2g"), List.of("demo", "--seed", "7")));
    }

    @Test
    void doesWithoutTheOptionsFile() throws Exception {
        Path jar = root.resolve("becas.jar");
        assertEquals(
                List.of(home().java().toString(), "-jar", jar.toString()),
                new Relaunch(home(), jar).commandLine(List.of(), List.of()));
    }

    @Test
    void theAdviceNamesBothVersionsAndAWayOut() {
        String advice = Launcher.advice(17);
        assertTrue(advice.startsWith("Becas needs Java 25 or newer, but this is Java 17"), advice);
        assertTrue(advice.contains("JAVA25_HOME"), advice);
        assertTrue(advice.contains("apt-get install temurin-25-jdk"), advice);
    }

    private JavaHome home() {
        return JavaHome.in(new FakeMachine(root).java("jdk", "25")).orElseThrow();
    }
}
