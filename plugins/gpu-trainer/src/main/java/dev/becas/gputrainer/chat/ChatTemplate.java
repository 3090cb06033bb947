package dev.becas.gputrainer.chat;

import java.util.List;

/// One family of chat templates, rendered by plain Java. Safe for use by several threads.
public interface ChatTemplate {
    /// What it is called: `chatml`, `llama3`, `llama3-dated`, `qwen3`.
    String name();

    /// Messages, one at least, as the model's own template writes them, without tools.
    ChatText render(List<ChatMessage> messages, ChatOptions options);
}
