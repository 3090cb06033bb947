package dev.becas.finetuning;

import dev.becas.finetuning.dataset.DatasetIds;
import dev.becas.finetuning.dataset.DatasetSettings;
import dev.becas.finetuning.dataset.Manifest;
import dev.becas.kernel.dataset.DatasetSummary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Where datasets lie: `datasets.dir`, relative to the folder that holds the data folder.
final class DatasetFolders {
    private final Path dataFolder;
    private final Path root;

    DatasetFolders(Path dataFolder, DatasetSettings settings) {
        this.dataFolder = dataFolder.toAbsolutePath().normalize();
        this.root = this.dataFolder.resolveSibling(settings.dir()).normalize();
    }

    Path root() {
        return root;
    }

    /// The folder of a dataset.
    ///
    /// @throws IllegalArgumentException when there is none of this id
    Path of(String datasetId) {
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
    DatasetSummary summary(Manifest manifest) {
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
