package dev.becas.gputrainer.adapter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.OracleCase;
import dev.becas.gputrainer.model.AdapterSite;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.safetensors.TensorFile;
import dev.becas.gputrainer.train.LoraWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PeftAdapterTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"llama", "llama3", "qwen3"})
    void writesTheNamesTheShapesAndTheNumbersThatPeftGave(String name) throws Exception {
        OracleCase oracle = OracleCase.named(name);
        try (LoraWeights adapter = oracle.adapter()) {
            PeftAdapter.write(adapter, oracle.config(), "base", Adapters.PROVENANCE, folder);
            TensorFile file = TensorFile.read(folder.resolve("adapter_model.safetensors"));
            for (AdapterSite site : adapter.sites()) {
                String module = "base_model.model." + site.moduleName();
                assertArrayEquals(
                        oracle.numbers("lora." + module + ".lora_A.weight"), numbers(file, module + ".lora_A.weight"));
                assertArrayEquals(
                        oracle.numbers("lora." + module + ".lora_B.weight"), numbers(file, module + ".lora_B.weight"));
            }
            assertEquals(adapter.weights().tensors().size(), file.tensors().size());
            assertEquals("{\"macroF1\":0.75}", file.metadata().get("becas.metrics"));
            assertEquals(Adapters.BASE, file.metadata().get("becas.base_sha256"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsWrittenIsReadBackToTheBit(boolean bias) throws Exception {
        OracleCase oracle = OracleCase.named("llama");
        try (LoraWeights adapter = Adapters.random(oracle.config(), bias)) {
            PeftAdapter.write(adapter, oracle.config(), "base", Adapters.PROVENANCE, folder);
            try (LoraWeights again = PeftAdapter.read(folder, oracle.config())) {
                assertEquals(adapter.settings(), again.settings());
                assertArrayEquals(
                        Torch.toFloats(adapter.weights().values()),
                        Torch.toFloats(again.weights().values()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "LORA|IA3|adapter_config.json: peft_type must be LORA but was IA3",
                "\"r\" : 4|\"r\" : 2|adapter_config.json: rank must be in [4, 64] but was 2",
                "\"r\" : 4|\"r\" : 8|shape of base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight must be [8,",
                "\"use_rslora\" : false|\"use_rslora\" : true|adapter_config.json: use_rslora must be off but was true",
                "q_proj|lm_head|adapter_config.json: target_modules must be of q_proj k_proj v_proj",
                "\"q_proj\"|\"k_proj\"|adapter_model.safetensors: count of tensors must be 24 but was 28",
                "{|[|adapter_config.json is no JSON",
            })
    void whatIsNoAdapterOfThisModelIsRefusedInOneSentence(String part, String instead, String sentence)
            throws Exception {
        OracleCase oracle = OracleCase.named("llama");
        try (LoraWeights adapter = Adapters.random(oracle.config(), false)) {
            PeftAdapter.write(adapter, oracle.config(), "base", Adapters.PROVENANCE, folder);
        }
        Path config = folder.resolve("adapter_config.json");
        Files.writeString(config, Files.readString(config).replace(part, instead));
        refused(sentence, oracle);
    }

    @Test
    void aTensorThatIsMissingOrTooManyIsRefused() throws Exception {
        OracleCase oracle = OracleCase.named("qwen3");
        try (LoraWeights adapter = Adapters.random(oracle.config(), false)) {
            PeftAdapter.write(adapter, oracle.config(), "base", Adapters.PROVENANCE, folder);
        }
        Path tensors = folder.resolve("adapter_model.safetensors");
        TensorFile file = TensorFile.read(tensors);
        Map<String, TensorFile.FloatTensor> renamed = new LinkedHashMap<>();
        file.tensors()
                .forEach((name, tensor) -> renamed.put(name.replace("layers.1.mlp.up", "layers.9.mlp.up"), tensor));
        new TensorFile(renamed, Map.of()).write(tensors);
        refused("there is no tensor base_model.model.model.layers.1.mlp.up_proj.lora_A.weight", oracle);
        renamed.clear();
        new TensorFile(renamed, Map.of()).write(tensors);
        refused("count of tensors must be", oracle);
    }

    private void refused(String sentence, OracleCase oracle) {
        IOException refused = assertThrows(IOException.class, () -> PeftAdapter.read(folder, oracle.config()));
        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
    }

    private static float[] numbers(TensorFile file, String name) {
        TensorFile.FloatTensor tensor = file.tensors().get(name);
        return tensor == null ? new float[0] : tensor.numbers();
    }
}
