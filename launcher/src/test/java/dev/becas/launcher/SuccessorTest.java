package dev.becas.launcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SuccessorTest {
    @TempDir
    Path folder;

    private final Successor successor = new Successor();

    @Test
    void whatWasStartedIsWhatIsStopped() throws Exception {
        Process child = successor.start(new ProcessBuilder("true"));
        assertSame(child, successor.stop().orElseThrow());
        assertEquals(0, child.waitFor());
    }

    @Test
    void aStopBeforeTheStartStartsNothing() {
        Path trace = folder.resolve("trace");
        successor.passOn();
        assertThrows(IOException.class, () -> successor.start(new ProcessBuilder("touch", trace.toString())));
        assertFalse(Files.exists(trace));
    }
}
