package dev.becas.finetuning;

import dev.becas.finetuning.dataset.DatasetIds;
import dev.becas.finetuning.dataset.DatasetSettings;
import dev.becas.finetuning.dataset.Manifest;
import dev.becas.kernel.dataset.DatasetSummary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Where datasets lie: `datasets.dir`, relative to the folder that holds the data folder.
public final class DatasetFolders {
    private final Path dataFolder;
    private final Path root;
    private final ReentrantLock lock = new ReentrantLock();

    public DatasetFolders(Path dataFolder, DatasetSettings settings) {
        this.dataFolder = dataFolder.toAbsolutePath().normalize();
        this.root = this.dataFolder.resolveSibling(settings.dir()).normalize();
    }

    /// The folder of all datasets.
    public Path root() {
        return root;
    }

    /// Reads or writes datasets while nobody else does: what is read is not erased in between, and what is frozen is
    /// whole before an erasure looks at it.
    public <T> T exclusively(Callable<T> work) throws Exception {
        lock.lockInterruptibly();
        try {
            return work.call();
        } finally {
            lock.unlock();
        }
    }

    /// The ids of all datasets that are there, sorted.
    public List<String> ids() throws IOException {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(root)) {
            return all.filter(folder -> Files.exists(folder.resolve(Manifest.FILE)))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .filter(name -> !name.startsWith("."))
                    .sorted()
                    .toList();
        }
    }

    /// The folder of a dataset.
    ///
    /// @throws IllegalArgumentException when there is none of this id
    public Path of(String datasetId) {
        Path folder = root.resolve(datasetId).normalize();
        if (!root.equals(folder.getParent()) || !Files.exists(folder.resolve(Manifest.FILE))) {
            throw new IllegalArgumentException("there is no dataset '" + datasetId + "' in " + root);
        }
        return folder;
    }

    void forEachId(String datasetId, DatasetIds.Sink sink) throws Exception {
        DatasetIds.forEach(of(datasetId), sink);
    }

    /// What the rest of the system sees of a dataset. Its directory is relative to the data folder where it lies
    /// inside.
    public DatasetSummary summary(Manifest manifest) {
        Path folder = root.resolve(manifest.id());
        return new DatasetSummary(
                manifest.id(),
                manifest.name(),
                manifest.category(),
                folder.startsWith(dataFolder) ? dataFolder.relativize(folder) : folder,
                manifest.contentHash(),
                manifest.trainCount(),
                manifest.evalCount(),
                counts(manifest, "tier"),
                counts(manifest, "label"),
                counts(manifest, "labelSource"),
                counts(manifest, "provenance"),
                manifest.averageScoreBp(),
                manifest.split().straddlingClusters());
    }

    private static Map<String, Integer> counts(Manifest manifest, String name) {
        return manifest.counts().getOrDefault(name, Map.of());
    }
}
