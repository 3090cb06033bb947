package dev.becas.finetuning.erasure;

import dev.becas.finetuning.dataset.Manifest;
import dev.becas.finetuning.export.ExportManifest;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.store.Store;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Exports of a dataset. Those in our own folder are deleted, because another export makes them again; those elsewhere
/// belong to somebody, and are named.
final class Copies {
    private static final String MANIFEST = ".manifest.json";

    private final Store store;
    private final Path root;

    Copies(Store store, Path root) {
        this.store = store;
        this.root = root;
    }

    /// Erases what is ours.
    ///
    /// @return the folders that are not
    List<String> erase(String dataset) throws IOException {
        List<String> elsewhere = new ArrayList<>();
        for (String folder : store.read(
                h -> h.createQuery("SELECT DISTINCT folder FROM finetuning_export WHERE dataset = :id ORDER BY folder")
                        .bind("id", dataset)
                        .mapTo(String.class)
                        .list())) {
            if (!Path.of(folder).startsWith(root)) {
                elsewhere.add(folder);
            } else if (Files.isDirectory(Path.of(folder))) {
                delete(Path.of(folder), dataset);
            }
        }
        return elsewhere;
    }

    /// After an erasure a dataset has no copy that we know of, but those that a tombstone names.
    static void forget(Tx tx, String dataset) {
        tx.execute("DELETE FROM finetuning_export WHERE dataset = ?", dataset);
    }

    private static void delete(Path folder, String dataset) throws IOException {
        List<Path> manifests;
        try (Stream<Path> all = Files.list(folder)) {
            manifests = all.filter(path -> path.toString().endsWith(MANIFEST)).toList();
        }
        for (Path path : manifests) {
            ExportManifest manifest = Json.read(Files.readString(path), ExportManifest.class);
            if (manifest.dataset().equals(dataset)) {
                for (Manifest.FileRecord file : manifest.files()) {
                    Files.deleteIfExists(folder.resolve(file.name()));
                }
                Files.delete(path);
            }
        }
    }
}
