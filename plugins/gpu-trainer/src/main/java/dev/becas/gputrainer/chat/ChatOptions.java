package dev.becas.gputrainer.chat;

/// What a template asks besides the messages.
///
/// @param opensAnswer whether the text ends where the model's answer begins
/// @param thinks whether Qwen3 may think first; where it may not, its thinking is written as empty
/// @param date for Llama 3.1 and later, as in "26 Jul 2024"; given, never read from a clock, so that a prompt is the
///     same tomorrow
public record ChatOptions(boolean opensAnswer, boolean thinks, String date) {
    /// The date that Llama 3's templates fall back on.
    public static final String DATE_DEFAULT = "26 Jul 2024";

    /// For a question: the answer is open, and comes without thinking.
    public static final ChatOptions QUESTION = new ChatOptions(true, false, DATE_DEFAULT);

    /// For a whole conversation.
    public static final ChatOptions CONVERSATION = new ChatOptions(false, true, DATE_DEFAULT);
}
