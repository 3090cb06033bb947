package dev.becas.gputrainer.gguf;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.becas.gputrainer.chat.ChatTemplates;
import dev.becas.gputrainer.tokenizer.Tokenizers;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model file with one change is read, or refused in one sentence that names the file; nothing else may happen.
class MutatedModelTest {
    private static final int MUTATIONS = 10_000;
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @Test
    void eachIsReadOrRefusedInOneSentence(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("model.gguf");
        byte[] good = Files.readAllBytes(TinyModels.writeChat(folder.resolve("good.gguf")));
        int head = good.length - 4 * 50_000; // metadata and the list of tensors lie before the numbers
        int refused = 0;
        for (long seed = 0; seed < MUTATIONS; seed++) {
            Files.write(file, Mutations.of(good, Math.max(head, 8_000), seed));
            String said = read(file, seed);
            refused += said.isEmpty() ? 0 : 1;
            assertTrue(said.isEmpty() || said.contains("model.gguf"), seed + ": " + said);
            assertTrue(said.lines().count() <= 1 && said.length() < 1_000, seed + ": " + said);
        }
        assertTrue(refused > MUTATIONS / 4, "most changes are seen: " + refused);
    }

    /// All that this thread ever took, so more than it held at once.
    private static void assertLittleTaken(Path file, long seed, long before) {
        long taken = allocated() - before;
        long most = GgufLimits.MEMORY_BYTES_FLAT
                + GgufLimits.MEMORY_PER_HEADER_BYTE * file.toFile().length();
        assertTrue(taken <= most, seed + ": took " + taken + " of " + most + " bytes");
    }

    private static long allocated() {
        return THREADS.getCurrentThreadAllocatedBytes();
    }

    /// @return why it was refused; empty when it was read
    private static String read(Path file, long seed) {
        long before = allocated();
        try (GgufModel model = GgufModel.open(file)) {
            Tokenizers.of(model);
            assertLittleTaken(file, seed, before);
            ChatTemplates.of(model.file().metadata());
            for (GgufTensor tensor : model.file().tensors()) {
                model.file().floats(tensor);
            }
            return "";
        } catch (IOException e) {
            assertLittleTaken(file, seed, before);
            return String.valueOf(e.getMessage());
        } catch (RuntimeException | Error e) {
            throw new AssertionError("mutation " + seed, e);
        }
    }
}
