package dev.becas.gputrainer.tokenizer;

import dev.becas.gputrainer.gguf.GgufMetadata;
import dev.becas.gputrainer.gguf.GgufModel;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/// Reads the tokenizer that a GGUF file carries.
public final class Tokenizers {
    private Tokenizers() {}

    /// The tokenizer of a model, which must have as many tokens as the model's vocabulary.
    ///
    /// @throws IOException one sentence: the file, the field, the rule, the value
    public static Tokenizer of(GgufModel model) throws IOException {
        Tokenizer tokenizer = of(model.file().metadata());
        int rows = model.config().vocabulary();
        if (tokenizer.size() != rows) {
            throw model.file()
                    .metadata()
                    .refusals()
                    .refuse(
                            "length of tokenizer.ggml.tokens",
                            "must be " + rows + ", the rows of the embedding,",
                            tokenizer.size());
        }
        return tokenizer;
    }

    /// The tokenizer in this metadata.
    public static Tokenizer of(GgufMetadata metadata) throws IOException {
        String key = "tokenizer.ggml.model";
        String model = metadata.required(key, metadata.text(key));
        return switch (model) {
            case "gpt2" -> byteLevel(metadata);
            case "llama" -> sentencePiece(metadata);
            default -> throw metadata.refusals().refuse(key, "must be gpt2 or llama", model);
        };
    }

    private static Tokenizer byteLevel(GgufMetadata metadata) throws IOException {
        String key = "tokenizer.ggml.pre";
        String name = metadata.text(key).orElse(PreTokenizer.DEFAULT.ggufName());
        PreTokenizer preTokenizer = PreTokenizer.of(name)
                .orElseThrow(() -> metadata.refusals()
                        .refuse(
                                key,
                                "must be one of "
                                        + Arrays.stream(PreTokenizer.values())
                                                .map(PreTokenizer::ggufName)
                                                .collect(Collectors.joining(", ")),
                                name));
        Vocabulary vocabulary = Vocabulary.read(metadata);
        PieceEncoder pieces = ByteLevelPieces.read(metadata, vocabulary, preTokenizer);
        return new VocabularyTokenizer(vocabulary, pieces, Marks.read(metadata, vocabulary, preTokenizer.addsBos()));
    }

    private static Tokenizer sentencePiece(GgufMetadata metadata) throws IOException {
        Vocabulary vocabulary = Vocabulary.read(metadata);
        Marks marks = Marks.read(metadata, vocabulary, true);
        PieceEncoder pieces =
                SentencePieces.read(metadata, vocabulary, marks.unknown().orElse(-1));
        return new VocabularyTokenizer(vocabulary, pieces, marks);
    }
}
