package dev.becas.gputrainer.base;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The models that an Ollama of this machine keeps: `manifests/<host>/<namespace>/<model>/<tag>` names the layers, and
/// `blobs/sha256-<digest>` holds each (its folder as of 0.13 to 0.34). It is read where it lies; no server is asked.
public final class OllamaStore {
    private static final String MODEL = "application/vnd.ollama.image.model";
    private static final String ADAPTER = "application/vnd.ollama.image.adapter";
    private static final Pattern PART = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
    /// Real ones have about 1,000 bytes.
    private static final long MANIFEST_BYTES_MAX = 1 << 20;

    private final List<Path> folders;

    /// @param folders that may hold models, the first that has a name wins
    public OllamaStore(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /// Where Ollama keeps models: where `OLLAMA_MODELS` says, else with the user, else with the service of that name.
    public static OllamaStore ofThisMachine() {
        return of(System.getenv(), Path.of(System.getProperty("user.home")));
    }

    static OllamaStore of(Map<String, String> environment, Path home) {
        String said = environment.getOrDefault("OLLAMA_MODELS", "");
        return new OllamaStore(
                said.isBlank()
                        ? List.of(home.resolve(".ollama/models"), Path.of("/usr/share/ollama/.ollama/models"))
                        : List.of(Path.of(said)));
    }

    /// Where it looks.
    List<Path> folders() {
        return folders;
    }

    /// A model's layer.
    ///
    /// @param sha256 of the file, 64 hexadecimal digits
    record Found(Path file, String sha256) {}

    /// The GGUF file of a model, by the name that `ollama run` takes: `[host/][namespace/]model[:tag]`.
    ///
    /// @return empty when the name is none of a model that is here
    /// @throws IOException one sentence, when it is here but cannot be used
    Optional<Found> find(String name) throws IOException {
        Optional<Path> below = manifest(name);
        if (below.isEmpty()) {
            return Optional.empty();
        }
        for (Path folder : folders) {
            Path manifest = folder.resolve("manifests").resolve(below.get());
            if (Files.isRegularFile(manifest)) {
                return Optional.of(model(folder, manifest));
            }
        }
        return Optional.empty();
    }

    /// Where a name's manifest lies, below the folder of manifests.
    private static Optional<Path> manifest(String name) {
        int model = name.lastIndexOf('/') + 1;
        int colon = name.indexOf(':', model);
        String tag = colon < 0 ? "latest" : name.substring(colon + 1);
        String[] parts = (colon < 0 ? name : name.substring(0, colon)).split("/", -1);
        boolean valid = parts.length <= 3 && PART.matcher(tag).matches();
        for (String part : parts) {
            valid &= PART.matcher(part).matches();
        }
        if (!valid) {
            return Optional.empty();
        }
        String host = parts.length == 3 ? parts[0] : "registry.ollama.ai";
        String namespace = parts.length == 1 ? "library" : parts[parts.length - 2];
        return Optional.of(Path.of(host, namespace, parts[parts.length - 1], tag));
    }

    private static Found model(Path folder, Path manifest) throws IOException {
        JsonNode found = null;
        for (JsonNode layer : layers(manifest)) {
            String type = layer.path("mediaType").asText();
            if (type.equals(ADAPTER)) {
                throw new IOException(manifest + " names an adapter beside its model, which would be left out;"
                        + " merge it, or name the model that it was made for");
            }
            if (type.equals(MODEL)) {
                if (found != null) {
                    throw new IOException(manifest + " must name one layer of type " + MODEL + " but names several");
                }
                found = layer;
            }
        }
        if (found == null) {
            throw new IOException(manifest + " must name a layer of type " + MODEL + " but names none");
        }
        return blob(folder, manifest, found);
    }

    private static JsonNode layers(Path manifest) throws IOException {
        long size = Files.size(manifest);
        if (size > MANIFEST_BYTES_MAX) {
            throw new IOException(manifest + " must have at most " + MANIFEST_BYTES_MAX + " bytes but has " + size);
        }
        try {
            return Json.MAPPER.readTree(Files.readAllBytes(manifest)).path("layers");
        } catch (JsonProcessingException e) {
            throw new IOException(manifest + " is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Found blob(Path folder, Path manifest, JsonNode layer) throws IOException {
        String digest = layer.path("digest").asText();
        if (!DIGEST.matcher(digest).matches()) {
            throw new IOException(manifest + ": digest must be sha256: and 64 hexadecimal digits but was '"
                    + digest.substring(0, Math.min(80, digest.length())) + "'");
        }
        String sha256 = digest.substring("sha256:".length());
        Path file = folder.resolve("blobs").resolve("sha256-" + sha256);
        long size = layer.path("size").asLong(-1);
        if (!Files.isRegularFile(file) || Files.size(file) != size) {
            throw new IOException(file + " must be a file of " + size + " bytes, as " + manifest
                    + " says, but is none; pull the model again");
        }
        return new Found(file, sha256);
    }
}
