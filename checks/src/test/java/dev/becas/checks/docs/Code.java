package dev.becas.checks.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The product's sources and compiled classes, as the pages read them.
final class Code {
    static final Path ROOT =
            Path.of(System.getProperty("becas.root", "..")).toAbsolutePath().normalize();

    private Code() {}

    /// The text of a file below the root.
    static String read(String path) {
        try {
            return Files.readString(ROOT.resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    /// Every Java file of the product, relative to the root, sorted.
    static List<String> sources() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.map(file -> ROOT.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.matches("(plugins/)?[\\w-]+/src/main/java/.*\\.java"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot walk " + ROOT, e);
        }
    }

    /// The class that a source file holds.
    static Class<?> classOf(String source) throws ClassNotFoundException {
        String name = source.replaceFirst(".*src/main/java/", "").replaceFirst("\\.java$", "");
        return Class.forName(name.replace('/', '.'));
    }

    /// The record that a settings class keeps as its defaults.
    static Object defaults(Class<?> settings) throws ReflectiveOperationException {
        for (String name : List.of("DEFAULTS", "DEFAULT")) {
            for (Field field : settings.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return java.util.Objects.requireNonNull(field.get(null));
                }
            }
        }
        throw new NoSuchFieldException(settings.getName() + " keeps no DEFAULTS");
    }
}
