package dev.becas.bot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.becas.kernel.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TurnsTest {
    private int taken;

    @Test
    void aStoreThatRefusesEndsNothingAndIsTriedAgain() throws Exception {
        Turns turns = new Turns(Path.of("data"), () -> {
            if (taken++ < 2) {
                throw new StoreException.Disk("the disk of data is full; nothing stored is lost", new IOException());
            }
        });
        turns.next();
        turns.next();
        assertEquals("the disk of data is full; nothing stored is lost", turns.trouble());
        turns.next();
        assertEquals("", turns.trouble());
        assertEquals(3, taken);
    }

    @Test
    void anyOtherFailureEndsTheRun() {
        Turns turns = new Turns(Path.of("data"), () -> {
            throw new IOException("the plugin folder is gone");
        });
        assertThrows(IOException.class, turns::next);
    }
}
