package dev.becas.launcher;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Finds a Java that is new enough. What the environment names comes first, in this order: `JAVA_HOME`, every other
/// `JAVA*HOME*` by name, the `PATH`. Then the usual folders, where the oldest version that will do wins, because that
/// is the one Becas is tested on. `find-jdk.sh` does the same for the scripts; a test holds the two together.
final class JavaFinder {
    private static final List<String> SYSTEM_FOLDERS = List.of(
            "/usr/lib/jvm",
            "/usr/lib64/jvm",
            "/usr/java",
            "/usr/local/java",
            "/opt/java",
            "/opt",
            "/Library/Java/JavaVirtualMachines",
            "/opt/homebrew/opt",
            "/usr/local/opt");

    private static final List<String> USER_FOLDERS = List.of(
            ".sdkman/candidates/java",
            ".jdks",
            ".gradle/jdks",
            ".asdf/installs/java",
            "Library/Java/JavaVirtualMachines");

    private final Map<String, String> environment;
    private final Path root;
    private final Path userHome;

    /// `root` is `/` on a real machine and a folder of fakes in a test.
    JavaFinder(Map<String, String> environment, Path root, Path userHome) {
        this.environment = Map.copyOf(environment);
        this.root = root;
        this.userHome = userHome;
    }

    static JavaFinder ofThisMachine() {
        return new JavaFinder(System.getenv(), Path.of("/"), Path.of(System.getProperty("user.home")));
    }

    Optional<JavaHome> find(int wanted) {
        return named().flatMap(folder -> JavaHome.in(folder).stream())
                .filter(home -> home.feature() >= wanted)
                .findFirst()
                .or(() -> usual().flatMap(folder -> JavaHome.in(folder).stream())
                        .filter(home -> home.feature() >= wanted)
                        .min(Comparator.comparingInt(JavaHome::feature).thenComparing(JavaHome::folder)));
    }

    private Stream<Path> named() {
        Stream<String> homes = environment.keySet().stream()
                .filter(name -> name.startsWith("JAVA") && name.contains("HOME"))
                .sorted(Comparator.comparing((String name) -> !name.equals("JAVA_HOME"))
                        .thenComparing(Comparator.naturalOrder()))
                .map(environment::get);
        return Stream.concat(homes.flatMap(JavaFinder::path), onThePath());
    }

    private Stream<Path> onThePath() {
        return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(JavaFinder::path)
                .map(folder -> folder.resolve("java"))
                .filter(Files::isExecutable)
                .flatMap(java -> homeOf(java).stream());
    }

    /// `/usr/bin/java` is a chain of links; the home is two levels above its end.
    private static Optional<Path> homeOf(Path java) {
        try {
            return Optional.ofNullable(java.toRealPath().getParent()).map(Path::getParent);
        } catch (IOException e) {
            return Optional.empty(); // a dangling link
        }
    }

    private Stream<Path> usual() {
        return Stream.concat(
                        SYSTEM_FOLDERS.stream().map(folder -> root.resolve(folder.substring(1))),
                        USER_FOLDERS.stream().map(userHome::resolve))
                .flatMap(folder -> children(folder).stream());
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.collect(Collectors.toList());
        } catch (IOException e) {
            return List.of(); // a folder that we may not read holds no Java for us
        }
    }

    private static Stream<Path> path(String text) {
        try {
            return text.isBlank() ? Stream.empty() : Stream.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Stream.empty(); // JAVA_HOME may hold anything
        }
    }
}
