package dev.becas.gputrainer.adapter;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.becas.gputrainer.gguf.Mutations;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.train.LoraWeights;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A thousand adapters that something happened to: each is refused in one sentence, or is still an adapter.
class MutatedAdaptersTest {
    private static final ModelConfig CONFIG = TinyModels.LLAMA;
    private static final int SENTENCE_LENGTH_MAX = 1_000;
    /// Where headers are, which matter more than the numbers behind them.
    private static final int HEADER_BYTES = 4_000;

    private static final Pattern NUMBER = Pattern.compile("[0-9]+");
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
        mutate("adapter_model.safetensors", false, 400, () -> PeftAdapter.read(folder, CONFIG));
        assertTrue(refused > 200, "only " + refused + " were refused");
    }

    @Test
    void twoHundredConfigurationsAreRefusedInOneSentenceOrRead() throws Exception {
        mutate("adapter_config.json", true, 200, () -> PeftAdapter.read(folder, CONFIG));
        assertTrue(refused > 50, "only " + refused + " were refused");
    }

    @Test
    void fourHundredAdapterGgufFilesAreRefusedInOneSentenceOrRead() throws Exception {
        Path file = folder.resolve("adapter.gguf");
        mutate("adapter.gguf", false, 400, () -> AdapterGguf.read(file, CONFIG, Adapters.BASE));
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

    private void mutate(String name, boolean isText, int times, Reader reader) throws IOException {
        Path file = folder.resolve(name);
        byte[] whole = Files.readAllBytes(file);
        for (int i = 0; i < times; i++) {
            Files.write(file, i % 3 == 0 && isText ? otherWord(whole) : Mutations.of(whole, HEADER_BYTES, i));
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

    /// Somewhere another number, or a word in a number's place.
    private byte[] otherWord(byte[] whole) {
        String text = new String(whole, StandardCharsets.UTF_8);
        List<MatchResult> numbers = NUMBER.matcher(text).results().toList();
        MatchResult number = numbers.get(random.nextInt(numbers.size()));
        String word = WORDS[random.nextInt(WORDS.length)];
        return (text.substring(0, number.start()) + word + text.substring(number.end()))
                .getBytes(StandardCharsets.UTF_8);
    }
}
