package dev.becas.gputrainer.base;

import dev.becas.gputrainer.huggingface.HuggingFaceFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Finds the file that a word names: a GGUF file, a folder as Hugging Face keeps a model, [TinyBase], [SmolLm2], or a
/// model that an Ollama of this machine keeps.
public final class BaseFiles {
    /// The base that lies in the plugin's jar.
    public static final String TINY = "tiny";

    private final Path models;
    private final OllamaStore ollama;

    /// @param models the folder of fetched models
    public BaseFiles(Path models, OllamaStore ollama) {
        this.models = models;
        this.ollama = ollama;
    }

    /// What this user has.
    public static BaseFiles ofThisUser() {
        return new BaseFiles(
                Path.of(System.getProperty("user.home"), ".cache", "becas", "models"), OllamaStore.ofThisMachine());
    }

    /// The folder of fetched models.
    Path models() {
        return models;
    }

    /// The models of the local Ollama.
    OllamaStore ollama() {
        return ollama;
    }

    /// The file of a base.
    ///
    /// @throws IllegalArgumentException one sentence that says what may be named, when nothing is found
    /// @throws IOException one sentence, when it is there but damaged
    public Path find(String word) throws IOException {
        Path file = Path.of(word);
        if (Files.isRegularFile(file)) {
            return file;
        }
        if (HuggingFaceFolder.isOne(file)) {
            return HuggingFaceFolder.inGguf(file, models);
        }
        if (word.equals(TINY)) {
            return TinyBase.in(models);
        }
        if (word.equals(SmolLm2.NAME)) {
            return smolLm2();
        }
        Optional<OllamaStore.Found> found = ollama.find(word);
        return found.map(OllamaStore.Found::file)
                .orElseThrow(() -> new IllegalArgumentException(
                        "base must be a GGUF file, a folder of Hugging Face, " + TINY + ", " + SmolLm2.NAME
                                + " or the name of a model in " + ollama.folders() + " but was '" + word + "'"));
    }

    private Path smolLm2() throws IOException {
        Path fetched = SmolLm2.in(models);
        if (Files.isRegularFile(fetched)) {
            return fetched;
        }
        return ollama.find(SmolLm2.OLLAMA_NAME)
                .map(OllamaStore.Found::file)
                .orElseThrow(() -> new IllegalArgumentException("base " + SmolLm2.NAME
                        + " is not on this machine yet: fetch it by `becas model fetch " + SmolLm2.NAME + "`"));
    }
}
