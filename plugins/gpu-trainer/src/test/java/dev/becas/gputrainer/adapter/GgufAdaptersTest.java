package dev.becas.gputrainer.adapter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.Numbers;
import dev.becas.gputrainer.gguf.GgufEntry;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.gguf.GgufTensor;
import dev.becas.gputrainer.gguf.GgufWriter;
import dev.becas.gputrainer.gguf.TensorData;
import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.model.AdapterSite;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.train.LoraWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GgufAdaptersTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anAdapterIsReadBackToTheBit(boolean llama) throws Exception {
        ModelConfig config = llama ? TinyModels.LLAMA : TinyModels.QWEN3;
        Path path = folder.resolve("adapter.gguf");
        try (LoraWeights adapter = Adapters.random(config, false)) {
            assertEquals(
                    AdapterGguf.write(adapter, config, Adapters.PROVENANCE, path), GgufFile.sha256(path), "the digest");
            try (LoraWeights again = AdapterGguf.read(path, config, Adapters.BASE)) {
                assertEquals(adapter.settings(), again.settings());
                assertArrayEquals(
                        Torch.toFloats(adapter.weights().values()),
                        Torch.toFloats(again.weights().values()));
            }
        }
    }

    /// The tolerance is the type's rounding of a weight: none, 11 bits, or half of 1/127 of the block's largest.
    @ParameterizedTest
    @CsvSource({
        "true,F32,F32,1e-5",
        "true,F32,F16,2e-3",
        "true,Q8_0,F16,2e-3",
        "true,Q8_0,Q8_0,3e-2",
        "false,F32,F32,1e-5",
        "false,F16,Q8_0,3e-2"
    })
    void aMergedModelSaysWhatBaseAndAdapterSay(boolean llama, WeightType from, WeightType to, double relative)
            throws Exception {
        Path base = TinyModels.write(folder.resolve("base.gguf"), llama ? TinyModels.LLAMA : TinyModels.QWEN3, from);
        float[] plain;
        float[] expected;
        Path path = folder.resolve("merged.gguf");
        try (GgufModel source = GgufModel.open(base);
                LanguageModel model = LanguageModel.load(source, Precision.FP32);
                LoraWeights adapter = Adapters.random(source.config(), false)) {
            plain = Adapters.logits(model);
            expected = Adapters.logits(model, adapter);
            assertEquals(
                    MergedGguf.write(source, adapter, to, Adapters.PROVENANCE, path), GgufFile.sha256(path), "digest");
        }
        try (GgufModel merged = GgufModel.open(path);
                LanguageModel model = LanguageModel.load(merged, Precision.FP32)) {
            float[] said = Adapters.logits(model);
            Numbers.assertClose(expected, said, relative, "logits");
            assertThrows(AssertionError.class, () -> Numbers.assertClose(plain, said, 10 * relative, "the base's"));
        }
    }

    @Test
    void everythingThatIsNotTouchedIsTheSameToTheByte() throws Exception {
        Path base = TinyModels.write(folder.resolve("base.gguf"), TinyModels.LLAMA, WeightType.F16);
        Path path = folder.resolve("merged.gguf");
        try (GgufModel source = GgufModel.open(base);
                LoraWeights adapter = Adapters.random(source.config(), false)) {
            MergedGguf.write(source, adapter, WeightType.Q8_0, Adapters.PROVENANCE, path);
            Set<String> touched =
                    adapter.sites().stream().map(AdapterSite::ggufName).collect(Collectors.toSet());
            try (GgufFile merged = GgufFile.open(path)) {
                for (GgufTensor tensor : source.file().tensors()) {
                    GgufTensor there = merged.find(tensor.info().name()).orElseThrow();
                    boolean same = there.info().type() == tensor.info().type()
                            && merged.raw(there).mismatch(source.file().raw(tensor)) < 0;
                    assertEquals(
                            touched.contains(tensor.info().name()),
                            !same,
                            tensor.info().name());
                }
                for (GgufEntry entry : source.file().metadata().entries()) {
                    assertTrue(merged.metadata().entries().stream()
                            .anyMatch(other -> other.key().equals(entry.key())
                                    && other.value().mismatch(entry.value()) < 0));
                }
                assertEquals(
                        Adapters.BASE,
                        merged.metadata().text("becas.base_sha256").orElseThrow());
                assertEquals("d1", merged.metadata().text("becas.dataset_hash").orElseThrow());
                assertEquals("7", merged.metadata().text("becas.seed").orElseThrow());
                assertEquals(
                        "{\"alpha\":\"8\",\"rank\":\"4\"}",
                        merged.metadata().text("becas.settings").orElseThrow());
                assertEquals(
                        "{\"macroF1\":0.75}",
                        merged.metadata().text("becas.metrics").orElseThrow());
            }
        }
    }

    @Test
    void whatIsNoAdapterOfThisBaseIsRefusedInOneSentence() throws Exception {
        Path good = folder.resolve("good.gguf");
        try (LoraWeights adapter = Adapters.random(TinyModels.LLAMA, false)) {
            AdapterGguf.write(adapter, TinyModels.LLAMA, Adapters.PROVENANCE, good);
        }
        String other = "f".repeat(64);
        refused("becas.base_sha256 must be " + other, good, TinyModels.LLAMA, other);
        refused("general.architecture must be qwen3 but was llama", good, TinyModels.QWEN3, Adapters.BASE);
        refused("general.type must be adapter", changed(good, "general.type", "model"));
        refused("adapter.type must be lora", changed(good, "adapter.type", "control_vector"));
        refused(
                "count of tensors must be 28 but was 27",
                without(good, name -> name.endsWith("1.ffn_up.weight.lora_b")));
        refused("there is no tensor blk.0.attn_q.weight.lora_a", without(good, name -> true));
        refused("count of tensors must be 24", without(good, name -> name.equals("blk.0.attn_q.weight.lora_a")));
    }

    @Test
    void aBiasHasNoPlaceInGguf() throws Exception {
        Path base = TinyModels.write(folder.resolve("base.gguf"), TinyModels.LLAMA, WeightType.F32);
        Path to = folder.resolve("out.gguf");
        try (GgufModel source = GgufModel.open(base);
                LoraWeights adapter = Adapters.random(source.config(), true)) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> AdapterGguf.write(adapter, source.config(), Adapters.PROVENANCE, to));
            assertThrows(
                    IllegalArgumentException.class,
                    () -> MergedGguf.write(source, adapter, WeightType.F16, Adapters.PROVENANCE, to));
        }
        assertTrue(Files.notExists(to));
    }

    private void refused(String sentence, Path path) {
        refused(sentence, path, TinyModels.LLAMA, Adapters.BASE);
    }

    private static void refused(String sentence, Path path, ModelConfig config, String base) {
        IOException refused = assertThrows(IOException.class, () -> AdapterGguf.read(path, config, base));
        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
    }

    private Path changed(Path good, String key, String value) throws IOException {
        return rewritten(good, List.of(GgufEntry.of(key, value)), name -> false);
    }

    private Path without(Path good, Predicate<String> dropped) throws IOException {
        return rewritten(good, List.of(), dropped);
    }

    private Path rewritten(Path good, List<GgufEntry> entries, Predicate<String> dropped) throws IOException {
        Path path = folder.resolve("changed.gguf");
        try (GgufFile file = GgufFile.open(good)) {
            GgufWriter writer = new GgufWriter();
            file.metadata().entries().forEach(writer::put);
            entries.forEach(writer::put);
            file.tensors().stream()
                    .filter(tensor -> !dropped.test(tensor.info().name()))
                    .forEach(tensor -> writer.add(TensorData.copy(tensor.info(), file.raw(tensor))));
            writer.write(path);
        }
        return path;
    }
}
