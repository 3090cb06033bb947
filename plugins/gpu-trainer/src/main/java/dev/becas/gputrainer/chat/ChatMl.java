package dev.becas.gputrainer.chat;

import java.util.List;

/// ChatML: `<|im_start|>role`, a line break, the content, `<|im_end|>`, a line break.
///
/// @param defaultSystem what is said where the first message is no instruction; empty for nothing
record ChatMl(String defaultSystem) implements ChatTemplate {
    @Override
    public String name() {
        return "chatml";
    }

    @Override
    public ChatText render(List<ChatMessage> messages, ChatOptions options) {
        ChatTextBuilder text = ChatTextBuilder.of(messages);
        if (!defaultSystem.isEmpty() && messages.getFirst().role() != ChatRole.SYSTEM) {
            text.mark("<|im_start|>system\n" + defaultSystem + "<|im_end|>\n");
        }
        for (ChatMessage message : messages) {
            text.mark("<|im_start|>" + message.role().templateName() + "\n")
                    .content(message.content())
                    .mark("<|im_end|>\n");
        }
        return text.mark(options.opensAnswer() ? "<|im_start|>assistant\n" : "").build();
    }
}
