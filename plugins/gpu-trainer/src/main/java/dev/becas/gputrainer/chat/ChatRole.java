package dev.becas.gputrainer.chat;

/// Who speaks.
public enum ChatRole {
    /// The instruction.
    SYSTEM("system"),
    /// Who asks.
    USER("user"),
    /// The model.
    ASSISTANT("assistant");

    private final String templateName;

    ChatRole(String templateName) {
        this.templateName = templateName;
    }

    /// As templates write it.
    public String templateName() {
        return templateName;
    }
}
