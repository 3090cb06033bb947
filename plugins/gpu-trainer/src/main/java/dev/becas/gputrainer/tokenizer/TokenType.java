package dev.becas.gputrainer.tokenizer;

/// What a token is, by its number in `tokenizer.ggml.token_type` (`llama_token_type` of llama.cpp).
enum TokenType {
    NORMAL(1),
    UNKNOWN(2),
    /// Never text: the start and the end of a turn.
    CONTROL(3),
    /// Found in a text before anything else.
    USER_DEFINED(4),
    UNUSED(5),
    /// One byte, `<0x0A>`.
    BYTE(6);

    static final int NUMBER_MAX = 6;

    private final int number;

    TokenType(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    /// 0 stands for "not said".
    static TokenType of(int number) {
        for (TokenType type : values()) {
            if (type.number == number) {
                return type;
            }
        }
        return NORMAL;
    }
}
