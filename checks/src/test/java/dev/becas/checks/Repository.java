package dev.becas.checks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The files that people wrote: everything below the root but what is built, fetched or kept by a run.
final class Repository {
    static final Path ROOT =
            Path.of(System.getProperty("becas.root", "..")).toAbsolutePath().normalize();

    private static final Set<String> NOT_WRITTEN =
            Set.of("target", ".git", ".cache", ".idea", ".vscode", "__pycache__", "becas-home");

    private static final List<Path> FILES = walk();

    private Repository() {}

    /// Relative to the root, in order of their names.
    static List<Path> files() {
        return FILES;
    }

    static List<Path> filesEndingIn(String... endings) {
        return FILES.stream()
                .filter(file -> List.of(endings).stream().anyMatch(file.toString()::endsWith))
                .toList();
    }

    /// The Java of the product, without tests.
    static List<Path> mainSources() {
        return filesEndingIn(".java").stream()
                .filter(file -> slashed(file).contains("src/main/java/"))
                .toList();
    }

    static String read(Path file) {
        try {
            return Files.readString(ROOT.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static void write(Path file, String text) {
        try {
            Files.writeString(ROOT.resolve(file), text);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    static String slashed(Path file) {
        return file.toString().replace('\\', '/');
    }

    private static List<Path> walk() {
        var found = new ArrayList<Path>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    Path name = folder.getFileName();
                    boolean runData = folder.equals(ROOT.resolve("data"));
                    return runData || (name != null && NOT_WRITTEN.contains(name.toString()))
                            ? FileVisitResult.SKIP_SUBTREE
                            : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    found.add(ROOT.relativize(file));
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot walk " + ROOT, e);
        }
        return found.stream().sorted().toList();
    }
}
