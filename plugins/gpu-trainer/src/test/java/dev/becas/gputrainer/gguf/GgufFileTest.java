package dev.becas.gputrainer.gguf;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ModelTensors;
import dev.becas.gputrainer.model.WeightType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GgufFileTest {
    @TempDir
    Path folder;

    static Stream<ModelConfig> models() {
        return Stream.of(TinyModels.LLAMA, TinyModels.QWEN3);
    }

    @ParameterizedTest
    @MethodSource("models")
    void aModelThatIsWrittenIsReadBack(ModelConfig config) throws IOException {
        Path path = TinyModels.write(folder.resolve("tiny.gguf"), config, WeightType.F32);
        try (GgufModel model = GgufModel.open(path)) {
            assertEquals(config, model.config());
            for (Map.Entry<String, List<Long>> tensor : ModelTensors.of(config).entrySet()) {
                float[] expected = TinyModels.floats(tensor.getKey(), tensor.getValue());
                assertArrayEquals(expected, model.floats(tensor.getKey()), tensor.getKey());
            }
        }
    }

    @Test
    void everyKindOfMetadataComesBack() throws IOException {
        GgufWriter writer = new GgufWriter();
        writer.put(GgufEntry.of("a.text", "grüß dich\n"));
        writer.put(GgufEntry.of("a.count", 7));
        writer.put(GgufEntry.of("a.size", 1L << 40));
        writer.put(GgufEntry.of("a.number", 0.25f));
        writer.put(GgufEntry.of("a.yes", true));
        writer.put(GgufEntry.ofTexts("a.texts", List.of("", "ä", "b")));
        writer.put(GgufEntry.ofFloats("a.floats", List.of(1f, -2.5f)));
        writer.put(GgufEntry.ofIntegers("a.integers", List.of(1, -2)));
        Path path = folder.resolve("metadata.gguf");
        String sha256 = writer.write(path);
        try (GgufFile file = GgufFile.open(path, sha256)) {
            GgufMetadata metadata = file.metadata();
            assertEquals("grüß dich\n", metadata.text("a.text").orElseThrow());
            assertEquals(7, metadata.integer("a.count", 0, 9).orElseThrow());
            assertEquals(1L << 40, metadata.entries().get(2).integer());
            assertEquals(0.25f, metadata.number("a.number", 0, 1).orElseThrow());
            assertTrue(metadata.bool("a.yes").orElseThrow());
            assertEquals(List.of("", "ä", "b"), metadata.texts("a.texts").orElseThrow());
            assertEquals(List.of(1f, -2.5f), metadata.numbers("a.floats").orElseThrow());
            assertEquals(List.of(1, -2), metadata.integers("a.integers", -5, 5).orElseThrow());
            assertEquals(8, metadata.entries().size());
        }
    }

    @Test
    void aCopyWithNothingReplacedIsTheSameFile() throws IOException {
        Path path = TinyModels.write(folder.resolve("tiny.gguf"), TinyModels.LLAMA, WeightType.F16);
        Path copy = folder.resolve("copy.gguf");
        try (GgufFile file = GgufFile.open(path)) {
            String sha256 = GgufCopy.write(file, List.of(), List.of(), copy);
            assertEquals(GgufFile.sha256(path), sha256);
        }
        assertEquals(-1, Files.mismatch(path, copy));
    }

    @Test
    void aCopyReplacesOneTensorAndNothingElse() throws IOException {
        Path path = TinyModels.write(folder.resolve("tiny.gguf"), TinyModels.LLAMA, WeightType.F16);
        Path merged = folder.resolve("merged.gguf");
        String touched = ModelTensors.ofLayer(1, "attn_q");
        List<Long> shape = List.of(64L, 64L);
        float[] numbers = TinyModels.floats("other", shape);
        try (GgufModel base = GgufModel.open(path)) {
            TensorData tensor = TensorData.of(touched, WeightType.Q8_0, shape, numbers);
            GgufCopy.write(base.file(), List.of(tensor), List.of(GgufEntry.of("becas.base", "tiny")), merged);
            try (GgufModel copy = GgufModel.open(merged)) {
                assertEquals(base.config(), copy.config());
                assertEquals(WeightType.Q8_0, copy.find(touched).orElseThrow().type());
                assertEquals(numbers[5], copy.floats(touched)[5], 0.01f);
                for (GgufTensor other : base.file().tensors()) {
                    String name = other.info().name();
                    if (!name.equals(touched)) {
                        assertEquals(-1, base.raw(name).mismatch(copy.raw(name)), name);
                    }
                }
                for (GgufEntry entry : base.file().metadata().entries()) {
                    GgufEntry same = copy.file().metadata().entries().stream()
                            .filter(candidate -> candidate.key().equals(entry.key()))
                            .findFirst()
                            .orElseThrow();
                    assertEquals(-1, entry.value().mismatch(same.value()), entry.key());
                }
            }
        }
    }

    @Test
    void aReplacementMustKeepTheShapeAndBeOfTheBase() throws IOException {
        Path path = TinyModels.write(folder.resolve("tiny.gguf"), TinyModels.LLAMA, WeightType.F32);
        Path to = folder.resolve("merged.gguf");
        try (GgufFile base = GgufFile.open(path)) {
            List<TensorData> wide =
                    List.of(TensorData.of("output_norm.weight", WeightType.F32, List.of(65L), new float[65]));
            List<TensorData> strange = List.of(TensorData.of("strange", WeightType.F32, List.of(1L), new float[1]));
            assertThrows(IllegalArgumentException.class, () -> GgufCopy.write(base, wide, List.of(), to));
            assertThrows(IllegalArgumentException.class, () -> GgufCopy.write(base, strange, List.of(), to));
        }
        assertTrue(Files.notExists(to));
    }

    @Test
    void aWrongDigestIsRefusedBeforeTheHeaderIsRead() throws IOException {
        Path path = Files.writeString(folder.resolve("any.gguf"), "no header at all");
        IOException refusal = assertThrows(IOException.class, () -> GgufFile.open(path, "0".repeat(64)));
        assertEquals(
                "any.gguf: sha256 must be " + "0".repeat(60) + "0000 but was "
                        + GgufFile.sha256(path).substring(0, 60) + "…",
                refusal.getMessage());
    }

    @Test
    void readsVersion2() throws IOException {
        Path path = folder.resolve("old.gguf");
        GgufWriter writer = new GgufWriter(2);
        TinyModels.metadata(TinyModels.LLAMA).forEach(writer::put);
        TinyModels.tensors(TinyModels.LLAMA, WeightType.F32, name -> true).forEach(writer::add);
        writer.write(path);
        try (GgufModel model = GgufModel.open(path)) {
            assertEquals(TinyModels.LLAMA, model.config());
            assertEquals(2, model.file().version());
        }
    }

    @Test
    void ropeDivisorsOfTheFileAreTaken() throws IOException {
        GgufWriter writer = TinyModels.writer(TinyModels.LLAMA);
        TinyModels.tensors(TinyModels.LLAMA, WeightType.F32, name -> true).forEach(writer::add);
        float[] divisors = {1, 1, 1, 1, 2, 4, 8, 8};
        writer.add(TensorData.of(ModelTensors.ROPE_DIVISORS, WeightType.F32, List.of(8L), divisors));
        Path path = folder.resolve("long.gguf");
        writer.write(path);
        try (GgufModel model = GgufModel.open(path)) {
            assertEquals(
                    List.of(1f, 1f, 1f, 1f, 2f, 4f, 8f, 8f),
                    model.config().rope().divisors());
        }
    }
}
