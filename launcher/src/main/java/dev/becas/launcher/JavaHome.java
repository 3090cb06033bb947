package dev.becas.launcher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// One Java installation: its folder and its feature version, as its `release` file tells it.
final class JavaHome {
    /// A macOS bundle and a Homebrew cellar keep the home further down.
    private static final List<String> LAYOUTS = List.of("", "Contents/Home", "libexec/openjdk.jdk/Contents/Home");

    /// The largest `release` file that is read; a real one has about 2 kB.
    private static final long RELEASE_BYTES_MAX = 64 * 1024;

    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d{1,4})");

    private final Path folder;
    private final int feature;

    private JavaHome(Path folder, int feature) {
        this.folder = folder;
        this.feature = feature;
    }

    /// Empty when the folder holds no Java: no readable `release` file, no version in it, or no `bin/java` that may
    /// run.
    static Optional<JavaHome> in(Path folder) {
        return LAYOUTS.stream()
                .map(folder::resolve)
                .filter(home -> Files.isExecutable(home.resolve("bin/java")))
                .flatMap(home -> feature(home).stream().map(feature -> new JavaHome(home, feature)))
                .findFirst();
    }

    private static Optional<Integer> feature(Path home) {
        Path release = home.resolve("release");
        try {
            if (!Files.isRegularFile(release) || Files.size(release) > RELEASE_BYTES_MAX) {
                return Optional.empty();
            }
            Matcher version = VERSION.matcher(new String(Files.readAllBytes(release), StandardCharsets.ISO_8859_1));
            return version.find() ? Optional.of(Integer.valueOf(version.group(1))) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // a folder that we may not read is no Java for us; the search goes on
        }
    }

    Path folder() {
        return folder;
    }

    int feature() {
        return feature;
    }

    Path java() {
        return folder.resolve("bin/java");
    }
}
