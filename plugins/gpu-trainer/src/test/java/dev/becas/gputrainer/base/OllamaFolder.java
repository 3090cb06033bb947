package dev.becas.gputrainer.base;

import dev.becas.kernel.id.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A folder as Ollama leaves it after a pull.
record OllamaFolder(Path models) {
    /// Keeps `text` as the model of a name.
    ///
    /// @param below the manifest's place, such as `registry.ollama.ai/library/smollm2/135m`
    /// @return the model's file
    Path keep(String below, String text) throws IOException {
        String sha256 = Ids.sha256Hex(text);
        Path blob = models.resolve("blobs").resolve("sha256-" + sha256);
        Files.createDirectories(models.resolve("blobs"));
        Files.writeString(blob, text);
        manifest(
                below,
                layer("model", "sha256:" + sha256, text.length()) + ","
                        + layer("template", "sha256:" + "0".repeat(64), 10));
        return blob;
    }

    void manifest(String below, String layers) throws IOException {
        Path manifest = models.resolve("manifests").resolve(below);
        Files.createDirectories(manifest.getParent());
        Files.writeString(manifest, "{\"schemaVersion\":2,\"layers\":[" + layers + "]}");
    }

    static String layer(String kind, String digest, long size) {
        return "{\"mediaType\":\"application/vnd.ollama.image." + kind + "\",\"digest\":\"" + digest + "\",\"size\":"
                + size + "}";
    }
}
