package dev.becas.gputrainer.chat;

import java.util.List;

/// Llama 3: a header with the role, a blank line, the content without white space around it, `<|eot_id|>`. From 3.1 on
/// there is always an instruction, which begins with two dates.
record Llama3(boolean dated) implements ChatTemplate {
    private static final String BEGIN = "<|begin_of_text|>";

    @Override
    public String name() {
        return dated ? "llama3-dated" : "llama3";
    }

    @Override
    public ChatText render(List<ChatMessage> messages, ChatOptions options) {
        ChatTextBuilder text = ChatTextBuilder.of(messages).mark(BEGIN);
        List<ChatMessage> left = messages;
        if (dated) {
            boolean instructed = messages.getFirst().role() == ChatRole.SYSTEM;
            text.mark(header(ChatRole.SYSTEM))
                    .mark("Cutting Knowledge Date: December 2023\nToday Date: " + options.date() + "\n\n")
                    .content(instructed ? PythonText.strip(messages.getFirst().content()) : "")
                    .mark("<|eot_id|>");
            left = messages.subList(instructed ? 1 : 0, messages.size());
        }
        for (ChatMessage message : left) {
            text.mark(header(message.role()))
                    .content(PythonText.strip(message.content()))
                    .mark("<|eot_id|>");
        }
        return text.mark(options.opensAnswer() ? header(ChatRole.ASSISTANT) : "")
                .build();
    }

    private static String header(ChatRole role) {
        return "<|start_header_id|>" + role.templateName() + "<|end_header_id|>\n\n";
    }
}
