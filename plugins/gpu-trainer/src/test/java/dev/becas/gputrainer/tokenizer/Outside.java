package dev.becas.gputrainer.tokenizer;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.Metadata;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// Reads what `tokens.py` wrote.
final class Outside {
    static final ObjectMapper JSON = new ObjectMapper();

    private Outside() {}

    /// A byte-level tokenizer with the vocabulary of a line of `tokens.py own`.
    static Tokenizer byteLevel(JsonNode line, String pre) throws IOException {
        List<String> tokens = texts(line.get("tokens"));
        List<String> controls = texts(line.get("controls"));
        List<GgufEntry> entries = new ArrayList<>();
        entries.add(GgufEntry.of("tokenizer.ggml.model", "gpt2"));
        entries.add(GgufEntry.of("tokenizer.ggml.pre", pre));
        entries.add(GgufEntry.of("tokenizer.ggml.add_bos_token", false));
        entries.add(GgufEntry.of("tokenizer.ggml.eos_token_id", tokens.indexOf("<|im_end|>")));
        entries.add(GgufEntry.ofTexts("tokenizer.ggml.tokens", tokens));
        entries.add(GgufEntry.ofIntegers(
                "tokenizer.ggml.token_type",
                tokens.stream().map(token -> controls.contains(token) ? 3 : 1).toList()));
        entries.add(GgufEntry.ofTexts("tokenizer.ggml.merges", texts(line.get("merges"))));
        return Tokenizers.of(Metadata.of(entries));
    }

    /// A SentencePiece tokenizer with the vocabulary of a line of `tokens.py spm`.
    static Tokenizer sentencePiece(JsonNode line) throws IOException {
        List<Float> scores = StreamSupport.stream(line.get("scores").spliterator(), false)
                .map(score -> (float) score.asDouble())
                .toList();
        List<Integer> types = StreamSupport.stream(line.get("types").spliterator(), false)
                .map(JsonNode::asInt)
                .toList();
        return Tokenizers.of(Metadata.of(List.of(
                GgufEntry.of("tokenizer.ggml.model", "llama"),
                GgufEntry.ofTexts("tokenizer.ggml.tokens", texts(line.get("tokens"))),
                GgufEntry.ofFloats("tokenizer.ggml.scores", scores),
                GgufEntry.ofIntegers("tokenizer.ggml.token_type", types),
                GgufEntry.of("tokenizer.ggml.bos_token_id", 1),
                GgufEntry.of("tokenizer.ggml.eos_token_id", 2),
                GgufEntry.of("tokenizer.ggml.unknown_token_id", 0))));
    }

    static int[] ids(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .toArray();
    }

    static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
