package dev.becas.gputrainer.score;

import dev.becas.gputrainer.dataset.RowTokens;
import dev.becas.gputrainer.model.LanguageModel;
import java.util.function.Consumer;

/// Whom to ask, and how.
///
/// @param model with whatever adapters are on it
/// @param tokens its tokenizer with its template
/// @param tokensMax of a prompt with its labels
/// @param progress hears about every twentieth part of the rows
public record Asker(LanguageModel model, RowTokens tokens, int tokensMax, Consumer<String> progress) {
    /// The same, saying nothing.
    public Asker silent() {
        return new Asker(model, tokens, tokensMax, line -> {});
    }
}
