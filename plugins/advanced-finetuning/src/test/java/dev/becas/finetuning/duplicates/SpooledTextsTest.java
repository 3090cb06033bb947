package dev.becas.finetuning.duplicates;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpooledTextsTest {
    private static final int MANY = 3_000;
    private static final int LONG = 400_000;

    @Test
    void givesBackEveryTextWhateverItsLength() throws IOException {
        try (Spool spool = Spool.open()) {
            SpooledTexts texts = new SpooledTexts(spool);
            List<String> added = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                String text = i == MANY / 2 ? "\ud83d\ude00".repeat(LONG) : i % 5 == 0 ? "" : "text \u00e9 " + i;
                texts.add(text);
                added.add(text);
                assertEquals(text, texts.get(i));
            }
            List<String> read = new ArrayList<>();
            texts.forEach(10, MANY, (number, text) -> {
                assertEquals(10 + read.size(), number);
                read.add(text);
            });
            assertEquals(added.subList(10, MANY), read);
        }
    }

    @Test
    void refusesToReadBeyondTheEnd() throws IOException {
        try (Spool spool = Spool.open()) {
            spool.append(new byte[] {1, 2, 3}, 3);
            assertThrows(EOFException.class, () -> spool.read(1, new byte[4], 4));
        }
    }
}
