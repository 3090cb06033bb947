package dev.becas.gputrainer.tokenizer;

import dev.becas.gputrainer.gguf.GgufMetadata;
import dev.becas.gputrainer.gguf.Refusals;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/// The tokens of a model in the order of their ids: each once, each with its type.
final class Vocabulary {
    private final List<String> tokens;
    private final List<TokenType> types;
    private final Map<String, Integer> ids;

    private Vocabulary(List<String> tokens, List<TokenType> types, Map<String, Integer> ids) {
        this.tokens = tokens;
        this.types = types;
        this.ids = ids;
    }

    static Vocabulary read(GgufMetadata metadata) throws IOException {
        Refusals refusals = metadata.refusals();
        String key = "tokenizer.ggml.tokens";
        List<String> tokens = metadata.required(key, metadata.texts(key));
        if (tokens.isEmpty()) {
            throw refusals.refuse("there is no token in " + key);
        }
        Map<String, Integer> ids = new HashMap<>();
        for (int id = 0; id < tokens.size(); id++) {
            Integer first = ids.put(tokens.get(id), id);
            if (first != null) {
                throw refusals.refuse("the token " + Refusals.shown(tokens.get(id)) + " is there twice, as " + first
                        + " and as " + id);
            }
        }
        return new Vocabulary(tokens, types(metadata, tokens.size()), ids);
    }

    private static List<TokenType> types(GgufMetadata metadata, int size) throws IOException {
        String key = "tokenizer.ggml.token_type";
        List<Integer> numbers = metadata.integers(key, 0, TokenType.NUMBER_MAX).orElse(List.of());
        if (!numbers.isEmpty() && numbers.size() != size) {
            throw metadata.refusals().refuse("length of " + key, "must be " + size + ", one a token,", numbers.size());
        }
        List<TokenType> types = new ArrayList<>();
        for (int id = 0; id < size; id++) {
            types.add(numbers.isEmpty() ? TokenType.NORMAL : TokenType.of(numbers.get(id)));
        }
        return types;
    }

    int size() {
        return tokens.size();
    }

    String token(int id) {
        return tokens.get(id);
    }

    TokenType type(int id) {
        return types.get(id);
    }

    OptionalInt find(String token) {
        Integer id = ids.get(token);
        return id == null ? OptionalInt.empty() : OptionalInt.of(id);
    }

    /// The id, or -1.
    int idOf(String token) {
        return ids.getOrDefault(token, -1);
    }
}
