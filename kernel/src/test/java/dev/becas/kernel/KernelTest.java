package dev.becas.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelTest {
    @TempDir
    Path folder;

    @Test
    void aSecondKernelInOneFolderIsRefusedWithTheProcessThatHoldsIt() throws Exception {
        try (Kernel first = KernelInFolder.open(folder)) {
            String sentence = Sentence.of(IOException.class, () -> KernelInFolder.open(folder));
            assertTrue(
                    sentence.contains(first.dataFolder() + " is in use by process "
                            + ProcessHandle.current().pid()),
                    sentence);
        }
        KernelInFolder.open(folder).close();
    }

    @Test
    void anotherProcessHoldsTheFolderUntilItDies() throws Exception {
        Process holder = ChildJvm.start(LockHolder.class, Map.of(), folder.resolve("log"), folder.toString());
        try {
            while (!Files.exists(folder.resolve("ready"))) {
                assertTrue(holder.isAlive(), () -> "the child died, see its log");
                Thread.sleep(20);
            }
            String sentence = Sentence.of(IOException.class, () -> KernelInFolder.open(folder));
            assertTrue(sentence.contains("in use by process " + holder.pid() + ";"), sentence);
        } finally {
            holder.destroyForcibly().waitFor();
        }
        try (Kernel after = KernelInFolder.open(folder)) {
            assertEquals(1, after.bus().journal().head());
        }
    }

    @Test
    void aKernelThatCannotOpenItsStoreLetsGoOfTheFolder() throws Exception {
        Path file = Files.createDirectories(folder.resolve("data")).resolve("becas.db");
        Files.writeString(file, "this is a letter to my aunt, not a database at all; ".repeat(100));
        for (int i = 0; i < 2; i++) {
            String sentence = Sentence.of(StoreException.class, () -> KernelInFolder.open(folder));
            assertTrue(sentence.contains(file + ": it is no SQLite database"), sentence);
        }
        Files.delete(file);
        KernelInFolder.open(folder).close();
    }

    @Test
    void closingStopsWhateverStillRuns() throws Exception {
        Kernel kernel = KernelInFolder.open(folder);
        kernel.bus().work("waits", item -> {
            Thread.sleep(60_000);
            return tx -> {};
        });
        kernel.bus().write("ask", tx -> tx.outbox("waits", "k", "", "x"));
        kernel.close();
        assertEquals(
                0,
                Thread.getAllStackTraces().keySet().stream()
                        .filter(t -> t.getName().equals("outbox-waits"))
                        .count());
    }
}
