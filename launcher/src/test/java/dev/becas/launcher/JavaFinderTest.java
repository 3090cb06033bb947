package dev.becas.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Each case asks the class and the script, so the two cannot drift apart.
class JavaFinderTest {
    @TempDir
    Path root;

    private FakeMachine machine;

    @BeforeEach
    void anEmptyMachine() {
        machine = new FakeMachine(root);
    }

    @Test
    void findsNothingOnAnEmptyMachine() throws Exception {
        finds(Optional.empty());
    }

    @Test
    void findsNothingWhenAllAreTooOld() throws Exception {
        machine.java("usr/lib/jvm/java-17", "17.0.15");
        machine.java("usr/lib/jvm/java-8", "1.8.0_452");
        machine.set("JAVA_HOME", machine.java("somewhere/jdk-24", "24.0.2"));
        finds(Optional.empty());
    }

    @Test
    void takesJavaHomeBeforeEverythingElse() throws Exception {
        machine.java("usr/lib/jvm/java-25", "25.0.3");
        machine.set("JAVA25_HOME", machine.java("a/jdk-25", "25"));
        Path home = machine.java("b/jdk-26", "26");
        machine.set("JAVA_HOME", home);
        finds(Optional.of(home));
    }

    @Test
    void passesAnOldJavaHomeAndTakesAnotherNamedOne() throws Exception {
        machine.java("usr/lib/jvm/java-25", "25.0.3");
        machine.set("JAVA_HOME", machine.java("a/jdk-17", "17"));
        Path named = machine.java("a/jdk-25", "25.0.1");
        machine.set("JAVA_HOME_25_X64", named);
        finds(Optional.of(named));
    }

    @Test
    void followsTheLinksOfThePath() throws Exception {
        machine.java("usr/lib/jvm/java-27", "27");
        Path home = machine.java("custom/jdk-28", "28-ea").toRealPath();
        Path bin = Files.createDirectories(root.resolve("usr/bin"));
        Files.createSymbolicLink(bin.resolve("java"), home.resolve("bin/java"));
        machine.set("PATH", bin);
        finds(Optional.of(home));
    }

    @Test
    void takesTheOldestThatWillDoOfTheUsualFolders() throws Exception {
        machine.java("usr/lib/jvm/a-jdk-26", "26.0.1");
        machine.java("usr/lib/jvm/java-17", "17.0.15");
        Path best = machine.java("user/.sdkman/candidates/java/25.0.3-tem", "25.0.3");
        finds(Optional.of(best));
    }

    @Test
    void knowsTheFoldersOfMacOs() throws Exception {
        Path bundle = machine.java("Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home", "25.0.3");
        finds(Optional.of(bundle));
    }

    @Test
    void knowsHomebrew() throws Exception {
        Path keg = machine.java("opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home", "25.0.3");
        finds(Optional.of(keg));
    }

    @Test
    void passesFoldersThatOnlyLookLikeAJava() throws Exception {
        machine.write("usr/lib/jvm/no-version", "IMPLEMENTOR=\"Fake\"\n");
        machine.write("usr/lib/jvm/words", "JAVA_VERSION=\"twenty-five\"\n");
        machine.write("usr/lib/jvm/empty", "");
        Files.delete(machine.java("usr/lib/jvm/no-program", "25").resolve("bin/java"));
        Files.delete(machine.java("usr/lib/jvm/no-release", "25").resolve("release"));
        Files.writeString(root.resolve("usr/lib/jvm/a-file"), "not a folder");
        machine.set("JAVA_HOME", root.resolve("gone"));
        finds(Optional.empty());
    }

    @Test
    void takesAFolderWithASpaceInItsName() throws Exception {
        Path home = machine.java("my java/jdk 25", "25.0.3");
        machine.set("JAVA_HOME", home);
        finds(Optional.of(home));
    }

    private void finds(Optional<Path> expected) throws IOException, InterruptedException {
        assertEquals(expected, machine.find(), "the launcher");
        assertEquals(expected, machine.findByScript(), "find-jdk.sh");
    }
}
