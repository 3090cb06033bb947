package dev.becas.finetuning.dataset;

import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Freezes a dataset: chooses, writes `train.jsonl` and `eval.jsonl`, and last the manifest.
///
/// The files are made in a folder beside the others and moved into place at once; done again after a kill it makes the
/// same files, and finds those that are there.
public final class Freezer {
    private final Path datasets;
    private final DatasetSettings settings;

    /// @param datasets the folder of all datasets
    public Freezer(Path datasets, DatasetSettings settings) {
        this.datasets = datasets;
        this.settings = settings;
    }

    /// What is frozen.
    ///
    /// @param key     names the work, for the folder it is made in
    /// @param filters as asked for; the category is not among them
    public record Request(
            String key,
            String name,
            String category,
            Map<String, String> filters,
            long seed,
            @Nullable String parent,
            Instant asOf) {
        public Request {
            filters = Map.copyOf(filters);
        }
    }

    /// Freezes.
    ///
    /// @return the manifest, whose id names the folder
    /// @throws NothingToFreeze when no example is left for training
    public Manifest freeze(Request request, ExampleSource source) throws Exception {
        DatasetFilters filters = DatasetFilters.of(request.category(), request.filters(), settings);
        Path work = datasets.resolve("." + request.key());
        deleteTree(work);
        Files.createDirectories(work);
        Manifest manifest;
        try (DraftLines drafts = DraftLines.open()) {
            manifest = write(request, Selection.of(source, drafts, filters, settings, request.seed()), drafts, work);
        }
        if (manifest.trainCount() == 0) {
            deleteTree(work);
            throw new NothingToFreeze("no trainable example of " + request.category() + " is left: "
                    + (manifest.left().isEmpty() ? "there is none" : "left out " + manifest.left()));
        }
        Files.writeString(work.resolve(Manifest.FILE), Json.pretty(manifest) + "\n");
        return putInPlace(work, manifest);
    }

    private static Manifest write(Request request, Selection selection, DraftLines drafts, Path work)
            throws IOException {
        Candidates candidates = selection.candidates();
        MessageDigest content = Ids.newSha256();
        Counts counts = new Counts();
        try (HashedFile train = new HashedFile(work.resolve("train.jsonl"));
                HashedFile eval = new HashedFile(work.resolve("eval.jsonl"))) {
            drafts.finish(selection, (i, line) -> {
                content.update(line);
                (candidates.part(i) == Part.EVAL ? eval : train).writeLine(line, line.length);
                counts.add(candidates.kind(i), candidates.scoreBp(i));
            });
            String hash = HexFormat.of().formatHex(content.digest());
            List<Manifest.FileRecord> files = List.of(train.record(), eval.record());
            return new Manifest(
                    Ids.of("dataset", hash),
                    request.name(),
                    request.category(),
                    Manifest.SCHEMA_VERSION,
                    request.asOf(),
                    request.filters(),
                    request.seed(),
                    request.parent(),
                    hash,
                    files.getFirst().lines(),
                    files.getLast().lines(),
                    counts.averageScoreBp(),
                    counts.byName(),
                    selection.left(),
                    selection.proof(),
                    files);
        }
    }

    private Manifest putInPlace(Path work, Manifest manifest) throws IOException {
        Path place = datasets.resolve(manifest.id());
        if (Files.exists(place.resolve(Manifest.FILE))) {
            deleteTree(work);
            return readManifest(place);
        }
        deleteTree(place);
        Files.move(work, place, StandardCopyOption.ATOMIC_MOVE);
        return manifest;
    }

    /// Reads the manifest of a dataset's folder.
    ///
    /// @throws IOException naming the file and what is wrong with it
    public static Manifest readManifest(Path folder) throws IOException {
        Path file = folder.resolve(Manifest.FILE);
        try {
            return Json.read(Files.readString(file), Manifest.class);
        } catch (UncheckedIOException e) {
            throw new IOException(file + " is no manifest: " + e.getMessage(), e);
        }
    }

    static void deleteTree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
