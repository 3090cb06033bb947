package dev.becas.kernel.plugin;

import java.io.IOException;
import java.io.OutputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/// Makes plugin jars from source text, good ones and bad ones.
final class JarMaker {
    private final Path work;
    private final Map<String, String> manifest = new TreeMap<>();
    private final List<String> sources = new ArrayList<>();
    private final Map<String, byte[]> files = new TreeMap<>();

    /// @param work a folder for what lies about meanwhile
    JarMaker(Path work) {
        this.work = work;
    }

    /// A jar with one plugin class whose `start` does `body`.
    static JarMaker plugin(Path work, String id, String body) {
        return new JarMaker(work).identity(id).main("""
                public void start(PluginContext context) throws Exception {
                    %s
                }
                """.formatted(body));
    }

    /// The manifest of a plugin of this id, built for this kernel.
    JarMaker identity(String id) {
        return entry("Plugin-Id", id)
                .entry("Plugin-Version", "1.2.3")
                .entry("Plugin-Requires", "0.1.0")
                .entry("Becas-Plugin", "drop.in.Main");
    }

    JarMaker entry(String name, String value) {
        manifest.put(name, value);
        return this;
    }

    JarMaker without(String name) {
        manifest.remove(name);
        return this;
    }

    /// The plugin's class, with these members.
    JarMaker main(String members) {
        sources.clear();
        sources.add("""
                package drop.in;
                import dev.becas.kernel.bus.*;
                import dev.becas.kernel.flow.*;
                import dev.becas.kernel.plugin.*;
                import java.util.*;
                public class Main implements BecasPlugin {
                %s
                }
                """.formatted(members));
        return this;
    }

    JarMaker file(String path, String text) {
        files.put(path, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return this;
    }

    /// Makes it, and moves it into place in one step.
    Path to(Path jar) throws IOException {
        Path classes = Files.createTempDirectory(work, "classes");
        compile(classes);
        Path half = Files.createTempFile(work, "half", ".jar");
        try (OutputStream out = Files.newOutputStream(half);
                JarOutputStream zip =
                        manifest.isEmpty() ? new JarOutputStream(out) : new JarOutputStream(out, manifest())) {
            try (Stream<Path> compiled = Files.walk(classes)) {
                for (Path file : compiled.filter(Files::isRegularFile).sorted().toList()) {
                    put(zip, classes.relativize(file).toString(), Files.readAllBytes(file));
                }
            }
            for (Map.Entry<String, byte[]> file : files.entrySet()) {
                put(zip, file.getKey(), file.getValue());
            }
        }
        return Files.move(half, jar, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void put(JarOutputStream zip, String path, byte[] bytes) throws IOException {
        zip.putNextEntry(new JarEntry(path));
        zip.write(bytes);
        zip.closeEntry();
    }

    private Manifest manifest() {
        Manifest made = new Manifest();
        made.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.forEach((name, value) -> made.getMainAttributes().putValue(name, value));
        return made;
    }

    private void compile(Path classes) throws IOException {
        if (sources.isEmpty()) {
            return;
        }
        Path source = Files.createDirectories(Files.createTempDirectory(work, "source")
                        .resolve("drop")
                        .resolve("in"))
                .resolve("Main.java");
        Files.writeString(source, sources.getFirst());
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (var manager = javac.getStandardFileManager(null, null, null)) {
            List<String> options = List.of(
                    "-proc:none",
                    "-d",
                    classes.toString(),
                    "-cp",
                    System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            if (!javac.getTask(said, manager, null, options, null, manager.getJavaFileObjects(source))
                    .call()) {
                throw new IllegalStateException(said.toString());
            }
        }
    }
}
