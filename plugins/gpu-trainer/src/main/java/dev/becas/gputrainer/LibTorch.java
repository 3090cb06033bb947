package dev.becas.gputrainer;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Where a worker finds its classes: the host's, the plugin's jar, and LibTorch's jars in the folder `torch` beside the
/// folder that the plugin's jar lies in. The host itself loads no class of LibTorch.
final class LibTorch {
    private LibTorch() {}

    /// The class path of a worker.
    static String classPath() throws IOException {
        List<String> parts = new ArrayList<>(List.of(System.getProperty("java.class.path")));
        Path plugin = plugin();
        parts.add(plugin.toString());
        if (!isWithTheHost()) {
            jars(plugin).forEach(jar -> parts.add(jar.toString()));
        }
        return String.join(File.pathSeparator, parts);
    }

    /// As in tests, whose class path has everything.
    private static boolean isWithTheHost() {
        return ClassLoader.getSystemResource("org/bytedeco/pytorch/Tensor.class") != null;
    }

    private static Path plugin() throws IOException {
        try {
            return Path.of(LibTorch.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the plugin's jar lies where no path leads: " + e.getMessage(), e);
        }
    }

    private static List<Path> jars(Path plugin) throws IOException {
        Path folder =
                Objects.requireNonNull(plugin.toAbsolutePath().getParent()).resolveSibling("torch");
        if (!Files.isDirectory(folder)) {
            throw new IOException("LibTorch is not there: its jars must lie in " + folder
                    + "; the how-to about training a model file says how they come there");
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }
}
