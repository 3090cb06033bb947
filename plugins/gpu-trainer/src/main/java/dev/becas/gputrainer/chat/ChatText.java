package dev.becas.gputrainer.chat;

import dev.becas.gputrainer.tokenizer.TextSpan;
import java.util.List;

/// Messages as the text that a model was taught to read.
///
/// @param text the same as transformers' `apply_chat_template` gives
/// @param contents where in it the messages' own words are, in order, so that a tokenizer takes no control token from
///     them
public record ChatText(String text, List<TextSpan> contents) {
    public ChatText {
        contents = List.copyOf(contents);
    }
}
