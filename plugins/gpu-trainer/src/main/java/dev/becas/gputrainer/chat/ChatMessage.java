package dev.becas.gputrainer.chat;

/// What one side says. The content is anybody's text: whatever it looks like, it opens and closes no turn
/// ([ChatText#contents]).
public record ChatMessage(ChatRole role, String content) {}
