package dev.becas.gputrainer.chat;

import java.util.List;

/// Qwen3: ChatML, in which an answer after the last question keeps its thinking, and an earlier one loses it.
///
/// @param toolMarksAnywhere whether a user's message is a tool's answer where it holds both marks, and not only where
///     they enclose it; the two releases of the template differ in this
record Qwen3(boolean toolMarksAnywhere) implements ChatTemplate {
    private static final String THINK = "<think>";
    private static final String THOUGHT = "</think>";

    @Override
    public String name() {
        return "qwen3";
    }

    @Override
    public ChatText render(List<ChatMessage> messages, ChatOptions options) {
        ChatTextBuilder text = ChatTextBuilder.of(messages);
        int lastQuestion = lastQuestion(messages);
        for (int i = 0; i < messages.size(); i++) {
            ChatMessage message = messages.get(i);
            text.mark("<|im_start|>" + message.role().templateName() + "\n");
            if (message.role() == ChatRole.ASSISTANT) {
                answer(text, message.content(), i > lastQuestion, i == messages.size() - 1);
            } else {
                text.content(message.content());
            }
            text.mark("<|im_end|>\n");
        }
        if (options.opensAnswer()) {
            text.mark("<|im_start|>assistant\n");
            text.mark(options.thinks() ? "" : THINK + "\n\n" + THOUGHT + "\n\n");
        }
        return text.build();
    }

    private static void answer(ChatTextBuilder text, String said, boolean afterLastQuestion, boolean last) {
        String thinking = "";
        String content = said;
        int end = said.indexOf(THOUGHT);
        if (end >= 0) {
            content = PythonText.stripLeadingLineBreaks(said.substring(said.lastIndexOf(THOUGHT) + THOUGHT.length()));
            String before = PythonText.stripTrailingLineBreaks(said.substring(0, end));
            int start = before.lastIndexOf(THINK);
            thinking = PythonText.stripLeadingLineBreaks(start < 0 ? before : before.substring(start + THINK.length()));
        }
        if (afterLastQuestion && (last || !thinking.isEmpty())) {
            text.mark(THINK + "\n")
                    .content(PythonText.stripLineBreaks(thinking))
                    .mark("\n" + THOUGHT + "\n\n")
                    .content(PythonText.stripLeadingLineBreaks(content));
        } else {
            text.content(content);
        }
    }

    /// The last thing that a user said, but for what only wraps a tool's answer; the last message if there is none.
    private int lastQuestion(List<ChatMessage> messages) {
        for (int i = messages.size() - 1; i >= 0; i--) {
            String content = messages.get(i).content();
            boolean ofATool = toolMarksAnywhere
                    ? content.contains("<tool_response>") && content.contains("</tool_response>")
                    : content.startsWith("<tool_response>") && content.endsWith("</tool_response>");
            if (messages.get(i).role() == ChatRole.USER && !ofATool) {
                return i;
            }
        }
        return messages.size() - 1;
    }
}
