package dev.becas.gputrainer.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.safetensors.TensorFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFileTest {
    /// More than one piece, and no whole number of them.
    private static final int SIZE = (1 << 20) + 5;

    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadBackAndIsAFileOfTheFormat() throws Exception {
        Path file = folder.resolve("state");
        try (PointerScope _ = new PointerScope()) {
            Map<String, Tensor> written = vectors(1);
            StateFile.write(file, written, Map.of("run", "r"));
            Map<String, Tensor> read = vectors(0);
            StateFile.read(file, read);
            written.forEach((name, vector) ->
                    assertArrayEquals(Torch.toFloats(vector), Torch.toFloats(Objects.requireNonNull(read.get(name)))));
            TensorFile whole = TensorFile.read(file);
            assertEquals("r", whole.metadata().get("run"));
            assertEquals(
                    SIZE, Objects.requireNonNull(whole.tensors().get("long")).numbers().length);
        }
        assertEquals(Map.of("run", "r"), StateFile.words(file));
    }

    @Test
    void whatIsCutShortLongerOtherOrNoNumberIsRefusedInOneSentence() throws Exception {
        Path file = folder.resolve("state");
        try (PointerScope _ = new PointerScope()) {
            Map<String, Tensor> vectors = vectors(1);
            StateFile.write(file, vectors, Map.of());
            byte[] good = Files.readAllBytes(file);
            refused("ends before its last tensor does", Arrays.copyOf(good, good.length - 1), vectors);
            refused("goes on after its last tensor", Arrays.copyOf(good, good.length + 1), vectors);
            refused("ends before its last tensor does", Arrays.copyOf(good, 7), vectors);
            refused("holds other tensors than [long] of this run", good, Map.of("long", vectors.get("long")));
            byte[] header = good.clone();
            header[3] = 1;
            refused("names a header of ", header, vectors);
            byte[] words = good.clone();
            words[8] = 'x';
            refused("has a header that is no JSON", words, vectors);
            byte[] numbers = good.clone();
            Arrays.fill(numbers, good.length - 4, good.length, (byte) -1);
            refused("short holds NaN", numbers, vectors);
        }
    }

    private void refused(String sentence, byte[] bytes, Map<String, Tensor> vectors) throws IOException {
        Path bad = Files.write(folder.resolve("bad"), bytes);
        IOException refused = assertThrows(IOException.class, () -> StateFile.read(bad, vectors));
        String said = String.valueOf(refused.getMessage());
        assertTrue(said.startsWith(bad + " ") && said.contains(sentence), said);
    }

    private static Map<String, Tensor> vectors(double step) {
        Map<String, Tensor> vectors = new LinkedHashMap<>();
        vectors.put("long", numbers(SIZE, step));
        vectors.put("short", numbers(3, step));
        return vectors;
    }

    private static Tensor numbers(int size, double step) {
        float[] numbers = new float[size];
        for (int i = 0; i < size; i++) {
            numbers[i] = (float) (i * step);
        }
        return step == 0 ? Torch.zeros(ScalarType.Float, size) : Torch.floats(numbers, size);
    }
}
