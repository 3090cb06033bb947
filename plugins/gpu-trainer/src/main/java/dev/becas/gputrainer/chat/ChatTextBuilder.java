package dev.becas.gputrainer.chat;

import dev.becas.gputrainer.tokenizer.TextSpan;
import java.util.ArrayList;
import java.util.List;

/// Puts a text together and remembers which parts are a message's own words.
final class ChatTextBuilder {
    private final StringBuilder text = new StringBuilder();
    private final List<TextSpan> contents = new ArrayList<>();

    private ChatTextBuilder() {}

    static ChatTextBuilder of(List<ChatMessage> messages) {
        if (messages.isEmpty()) {
            throw new IllegalArgumentException("a conversation needs at least 1 message but has none");
        }
        return new ChatTextBuilder();
    }

    ChatTextBuilder mark(String ours) {
        text.append(ours);
        return this;
    }

    ChatTextBuilder content(String theirs) {
        int start = text.length();
        text.append(theirs);
        contents.add(new TextSpan(start, text.length()));
        return this;
    }

    ChatText build() {
        return new ChatText(text.toString(), contents);
    }
}
