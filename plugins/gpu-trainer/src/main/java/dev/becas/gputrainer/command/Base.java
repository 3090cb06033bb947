package dev.becas.gputrainer.command;

import dev.becas.gputrainer.adapter.AdapterGguf;
import dev.becas.gputrainer.adapter.PeftAdapter;
import dev.becas.gputrainer.adapter.Provenance;
import dev.becas.gputrainer.base.BaseFiles;
import dev.becas.gputrainer.chat.ChatTemplates;
import dev.becas.gputrainer.dataset.AnswerForm;
import dev.becas.gputrainer.dataset.RowTokens;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.tokenizer.Tokenizers;
import dev.becas.gputrainer.train.LoraWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The model that a command starts from.
///
/// @param sha256 of its file
/// @param tokens its tokenizer with its template
/// @param tokensMax of a row
public record Base(GgufModel model, String sha256, RowTokens tokens, int tokensMax) implements AutoCloseable {
    /// The default of `model.contextTokens`: a row that is longer would take more memory than it teaches.
    private static final int ROW_TOKENS_MAX = 4096;

    /// Opens the GGUF file that a word names ([BaseFiles#find]) and checks it.
    ///
    /// @throws IOException one sentence
    public static Base open(String word) throws IOException {
        Path path = BaseFiles.ofThisUser().find(word);
        GgufModel model = GgufModel.open(path);
        try {
            int tokensMax = Math.min(model.config().contextTokens(), ROW_TOKENS_MAX);
            RowTokens tokens = new RowTokens(
                    Tokenizers.of(model), ChatTemplates.of(model.file().metadata()), tokensMax);
            return new Base(model, GgufFile.sha256(path), tokens, tokensMax);
        } catch (IOException | RuntimeException e) {
            model.close();
            throw e;
        }
    }

    /// A file that must be there.
    static Path file(String option, String word) {
        Path path = Path.of(word);
        if (!Files.isRegularFile(path)) {
            throw new IllegalArgumentException(option + " must be a file but is none: " + word);
        }
        return path;
    }

    /// Reads an adapter of this base: a GGUF file, or a folder as PEFT writes it.
    public LoraWeights adapter(String word) throws IOException {
        Path path = Path.of(word);
        ModelConfig config = model.config();
        return Files.isDirectory(path)
                ? PeftAdapter.read(path, config)
                : AdapterGguf.read(file("adapter", word), config, sha256);
    }

    /// How this adapter learned to say its labels; empty where its file does not say.
    public Optional<AnswerForm> answerForm(String word) throws IOException {
        Path path = Path.of(word);
        if (Files.isDirectory(path)) {
            return Optional.empty();
        }
        try (GgufFile header = GgufFile.open(path)) {
            return Provenance.answerForm(header.metadata());
        }
    }

    @Override
    public void close() {
        model.close();
    }
}
