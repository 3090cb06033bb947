package dev.becas.kernel;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.function.Executable;

/// What a refusal says, and that it says it in one line.
public final class Sentence {
    private Sentence() {}

    public static String of(Class<? extends Throwable> type, Executable code) {
        return of(assertThrows(type, code));
    }

    public static String of(Throwable thrown) {
        String message = String.valueOf(thrown.getMessage());
        assertFalse(message.contains("\n"), message);
        return message;
    }
}
