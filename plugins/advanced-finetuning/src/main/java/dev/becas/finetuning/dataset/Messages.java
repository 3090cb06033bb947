package dev.becas.finetuning.dataset;

import dev.becas.kernel.prompt.Prompts;

/// Finds what a person wrote in a rendered input.
public final class Messages {
    private static final String START = Prompts.MESSAGE + ": ";

    private Messages() {}

    /// The value of the last `message` line; the whole input when it has none.
    public static String in(String input) {
        int later = input.lastIndexOf("\n" + START);
        if (later < 0 && !input.startsWith(START)) {
            return input;
        }
        int start = later + 1 + START.length();
        int end = input.indexOf('\n', start);
        return input.substring(start, end < 0 ? input.length() : end);
    }
}
