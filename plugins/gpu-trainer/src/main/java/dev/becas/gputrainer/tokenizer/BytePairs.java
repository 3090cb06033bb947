package dev.becas.gputrainer.tokenizer;

import dev.becas.gputrainer.gguf.GgufEntry;
import java.util.ArrayList;
import java.util.List;

/// A byte-level vocabulary that was learned.
///
/// @param controls how many of the first tokens are never text
/// @param tokens in the order of their ids
/// @param merges two tokens with a space between, the earliest first
public record BytePairs(int controls, List<String> tokens, List<String> merges) {
    public BytePairs {
        tokens = List.copyOf(tokens);
        merges = List.copyOf(merges);
    }

    /// As a GGUF file holds it; which control token ends an answer is said elsewhere.
    public List<GgufEntry> entries() {
        List<TokenType> types = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            types.add(id < controls ? TokenType.CONTROL : TokenType.NORMAL);
        }
        List<GgufEntry> entries = new ArrayList<>(ByteLevelPieces.entries(PreTokenizer.SMOLLM, tokens, types, merges));
        entries.add(GgufEntry.of("tokenizer.ggml.add_bos_token", false));
        return entries;
    }
}
