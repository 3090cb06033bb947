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
        List<Integer> types = new ArrayList<>();
        for (int id = 0; id < tokens.size(); id++) {
            types.add((id < controls ? TokenType.CONTROL : TokenType.NORMAL).number());
        }
        return List.of(
                GgufEntry.of("tokenizer.ggml.model", "gpt2"),
                GgufEntry.of("tokenizer.ggml.pre", PreTokenizer.SMOLLM.ggufName()),
                GgufEntry.ofTexts("tokenizer.ggml.tokens", tokens),
                GgufEntry.ofIntegers("tokenizer.ggml.token_type", types),
                GgufEntry.ofTexts("tokenizer.ggml.merges", merges),
                GgufEntry.of("tokenizer.ggml.add_bos_token", false));
    }
}
