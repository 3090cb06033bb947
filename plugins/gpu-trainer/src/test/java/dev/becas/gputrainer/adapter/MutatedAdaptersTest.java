package dev.becas.gputrainer.adapter;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.train.LoraWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand adapters that something happened to: each is refused in one sentence, or is still an adapter.
class MutatedAdaptersTest {
    private static final ModelConfig CONFIG = TinyModels.LLAMA;
    private static final int SENTENCE_LENGTH_MAX = 1_000;
    /// Where headers are, which matter more than the numbers behind them.
    private static final int HEADER_BYTES = 4_000;

    private static final String[] WORDS = {
        "-1", "0", "4294967296", "99999999999999999999", "1e999", "null", "[]", "{}", "\"\"", "true", "[4,4]"
    };

    @TempDir
    Path folder;

    private final Random random = new Random(17);
    private int refused;

    /// What a mutated adapter is read by.
    private interface Reader {
        LoraWeights read() throws IOException;
    }

    @BeforeEach
    void write() throws Exception {
        try (LoraWeights adapter = Adapters.random(CONFIG, false)) {
            PeftAdapter.write(adapter, CONFIG, "base", Adapters.PROVENANCE, folder);
            AdapterGguf.write(adapter, CONFIG, Adapters.PROVENANCE, folder.resolve("adapter.gguf"));
        }
    }

    @Test
    void fourHundredSafetensorsFilesAreRefusedInOneSentenceOrRead() throws Exception {
        mutate("adapter_model.safetensors", 400, () -> PeftAdapter.read(folder, CONFIG));
        assertTrue(refused > 200, "only " + refused + " were refused");
    }

    @Test
    void twoHundredConfigurationsAreRefusedInOneSentenceOrRead() throws Exception {
        mutate("adapter_config.json", 200, () -> PeftAdapter.read(folder, CONFIG));
        assertTrue(refused > 50, "only " + refused + " were refused");
    }

    @Test
    void fourHundredAdapterGgufFilesAreRefusedInOneSentenceOrRead() throws Exception {
        Path file = folder.resolve("adapter.gguf");
        mutate("adapter.gguf", 400, () -> AdapterGguf.read(file, CONFIG, Adapters.BASE));
        assertTrue(refused > 200, "only " + refused + " were refused");
    }

    @Test
    void tensorsThatLieOnEachOtherTakeNoMoreMemoryThanTheFileHas() throws Exception {
        StringBuilder header = new StringBuilder("{");
        for (int i = 0; i < 20_000; i++) {
            header.append(i == 0 ? "" : ",")
                    .append("\"t")
                    .append(i)
                    .append("\":{\"dtype\":\"F32\",\"shape\":[100000],");
            header.append("\"data_offsets\":[0,400000]}");
        }
        byte[] words = header.append('}').toString().getBytes(StandardCharsets.UTF_8);
        byte[] file = new byte[8 + words.length + 400_000];
        for (int i = 0; i < 4; i++) {
            file[i] = (byte) (words.length >>> (8 * i));
        }
        System.arraycopy(words, 0, file, 8, words.length);
        Files.write(folder.resolve("adapter_model.safetensors"), file);
        refuse(() -> PeftAdapter.read(folder, CONFIG), "overlapping tensors");
        assertTrue(refused == 1, "it must be refused");
    }

    private void mutate(String name, int times, Reader reader) throws IOException {
        Path file = folder.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < times; i++) {
            Files.write(file, mutated(whole, i));
            refuse(reader, name + ", mutation " + i);
        }
    }

    private void refuse(Reader reader, String what) {
        try (LoraWeights adapter = reader.read()) {
            for (float number : Torch.toFloats(adapter.weights().values())) {
                assertTrue(Float.isFinite(number), what + " gave " + number);
            }
        } catch (IOException e) {
            String sentence = String.valueOf(e.getMessage());
            assertFalse(sentence.isBlank() || sentence.contains("\n"), what + ": " + sentence);
            assertTrue(sentence.length() <= SENTENCE_LENGTH_MAX, what + ": " + sentence);
            refused++;
        } catch (RuntimeException e) {
            fail(what + " must be refused by an IOException", e);
        }
    }

    /// One of: bits turned over, the end cut off, a piece gone, a piece twice, a number replaced by another word.
    private byte[] mutated(byte[] whole, int turn) {
        int header = Math.min(HEADER_BYTES, whole.length);
        int at = random.nextInt(header);
        int length = 1 + random.nextInt(Math.min(40, whole.length - at));
        return switch (turn % 5) {
            case 0 -> {
                byte[] flipped = whole.clone();
                for (int i = 0; i <= random.nextInt(4); i++) {
                    flipped[random.nextInt(header)] ^= (byte) (1 << random.nextInt(8));
                }
                yield flipped;
            }
            case 1 -> Arrays.copyOf(whole, random.nextInt(whole.length));
            case 2 -> joined(whole, at, new byte[0], at + length);
            case 3 -> joined(whole, at, Arrays.copyOfRange(whole, at, at + length), at);
            default -> {
                int from = at;
                while (from < whole.length - 1 && !Character.isDigit(whole[from])) {
                    from++;
                }
                int to = from;
                while (to < whole.length && Character.isDigit(whole[to])) {
                    to++;
                }
                byte[] word = WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8);
                yield joined(whole, from, word, to);
            }
        };
    }

    private static byte[] joined(byte[] whole, int end, byte[] between, int from) {
        byte[] result = Arrays.copyOf(whole, end + between.length + whole.length - from);
        System.arraycopy(between, 0, result, end, between.length);
        System.arraycopy(whole, from, result, end + between.length, whole.length - from);
        return result;
    }
}
