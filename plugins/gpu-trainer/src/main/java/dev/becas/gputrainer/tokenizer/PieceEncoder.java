package dev.becas.gputrainer.tokenizer;

/// One family of tokenizers: plain text, in which no special token is left, to ids.
interface PieceEncoder {
    /// What is done to a text first.
    String normalise(String text);

    /// Appends the ids of a stretch of plain text.
    ///
    /// @param leads whether nothing, or a special token, stands before it
    void encode(String text, boolean leads, Ids to);

    /// The bytes of a token that is no control token.
    byte[] bytes(int id);

    /// Whether a text was given a space in front that is to be taken away again.
    boolean addsLeadingSpace();
}
