package dev.becas.gputrainer.huggingface;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.becas.gputrainer.Numbers;
import dev.becas.gputrainer.OracleCase;
import dev.becas.gputrainer.chat.ChatTemplates;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.model.Torch;
import dev.becas.gputrainer.tokenizer.Tokenizer;
import dev.becas.gputrainer.tokenizer.Tokenizers;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceFolderTest {
    private static final double RELATIVE = 2e-5;
    private static final int MUTATIONS = 1_000;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"llama", "llama3", "qwen3"})
    void aFolderIsTheModelThatPythonComputedWith(String name) throws Exception {
        OracleCase oracle = OracleCase.named(name);
        Path file = convert(Folders.write(folder.resolve(name), oracle));
        try (GgufModel source = GgufModel.open(file);
                LanguageModel model = LanguageModel.load(source, Precision.FP32);
                PointerScope _ = new PointerScope()) {
            assertEquals(oracle.config(), source.config());
            float[] logits =
                    Torch.toFloats(model.logits(model.finalNorm(model.residual(model.pass(oracle.sequences())))));
            Numbers.assertClose(oracle.numbers("full.logits"), logits, RELATIVE, "logits");
        }
    }

    @Test
    void partsWithAnIndexAreTheSameModel() throws Exception {
        OracleCase oracle = OracleCase.named("llama");
        Path model = Folders.write(folder.resolve("model"), oracle);
        byte[] whole = Files.readAllBytes(convert(model));
        Folders.split(model, oracle);
        assertArrayEquals(whole, Files.readAllBytes(convert(model)));
    }

    @ParameterizedTest
    @CsvSource({"BF16, 16256", "F16, 15360"}) // 1 in each
    void numbersOfSixteenBitsStayAsTheyAre(String type, short one) throws Exception {
        OracleCase oracle = OracleCase.named("qwen3");
        Path model = Folders.write(folder.resolve("model"), oracle);
        ObjectNode header = Json.MAPPER.createObjectNode();
        long at = 0;
        for (var tensor : oracle.asInPython().entrySet()) {
            long end = at + 2L * tensor.getValue().numbers().length;
            ObjectNode slot = header.putObject(tensor.getKey()).put("dtype", type);
            for (long side : tensor.getValue().shape()) {
                slot.withArray("shape").add(side);
            }
            slot.putArray("data_offsets").add(at).add(end);
            at = end;
        }
        byte[] text = header.toString().getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate((int) (8 + text.length + at)).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(text.length).put(text);
        while (bytes.hasRemaining()) {
            bytes.putShort(one);
        }
        Files.write(model.resolve("model.safetensors"), bytes.array());
        try (GgufModel source = GgufModel.open(convert(model))) {
            assertEquals(
                    type, source.find("token_embd.weight").orElseThrow().type().name());
            assertEquals(
                    "F32",
                    source.find("output_norm.weight").orElseThrow().type().name());
            for (String name : new String[] {"token_embd.weight", "output_norm.weight", "blk.1.attn_q.weight"}) {
                for (float number : source.floats(name)) {
                    assertEquals(1, number);
                }
            }
        }
    }

    @Test
    void tokenizerAndTemplateComeWithIt() throws Exception {
        Path file = convert(Folders.write(folder.resolve("model"), OracleCase.named("llama")));
        try (GgufModel model = GgufModel.open(file)) {
            Tokenizer tokenizer = Tokenizers.of(model);
            assertEquals(64, tokenizer.size());
            assertArrayEquals(new int[] {63, 3, 4}, tokenizer.encode(" he a"));
            assertEquals("she and he 2", tokenizer.decode(tokenizer.encode("she and he 2")));
            assertEquals(2, tokenizer.eos().orElseThrow());
            assertEquals("chatml", ChatTemplates.of(model.file().metadata()).name());
            assertArrayEquals(new int[] {1, 11, 2}, tokenizer.encodePrompt("<|im_start|>h<|im_end|>"));
        }
    }

    @Test
    void itIsConvertedOnceAndAgainWhenItHasChanged() throws Exception {
        Path models = folder.resolve("models");
        Path model = Folders.write(folder.resolve("my-model"), OracleCase.named("llama"));
        Path first = HuggingFaceFolder.inGguf(model, models);
        assertTrue(first.getFileName().toString().matches("my-model-[0-9a-f]{8}\\.gguf"), first.toString());
        Object written = Files.getLastModifiedTime(first);
        assertEquals(first, HuggingFaceFolder.inGguf(model, models));
        assertEquals(written, Files.getLastModifiedTime(first));
        Folders.write(model.resolve("chat_template.jinja"), "{{ messages }}");
        assertNotEquals(first, HuggingFaceFolder.inGguf(model, models));
        try (Stream<Path> files = Files.list(models)) {
            assertEquals(2, files.count());
        }
        assertFalse(HuggingFaceFolder.isOne(models));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model_type | \"gemma3\" | config.json: model_type must be one of llama, qwen3 but was gemma3",
                "architectures | [\"LlamaForSequenceClassification\"] | config.json: architectures must be a model that"
                        + " writes text but was LlamaForSequenceClassification",
                "hidden_act | \"gelu\" | config.json: hidden_act must be one of [silu] but was \"gelu\"",
                "attention_bias | true | config.json: attention_bias must be one of [false] but was true",
                "quantization_config | {\"bits\": 4} | config.json: quantization_config asks for arithmetic that Becas"
                        + " does not do",
                "hidden_size | \"many\" | config.json: hidden_size must be a whole number but was \"many\"",
                "hidden_size | null | config.json: there is no hidden_size",
                "num_attention_heads | 0 | config.json: heads must be in [1, 1024] but was 0",
                "rms_norm_eps | 7 | config.json: normEpsilon must be in (0, 0.1] but was 7.0",
                "rope_parameters | {\"rope_type\": \"yarn\"} | config.json: rope_type must be one of default, linear,"
                        + " llama3 but was yarn",
                "intermediate_size | 47 | shape of model.layers.0.mlp.gate_proj.weight must be [47, 32] but was [48, 32]",
                "num_hidden_layers | 3 | there is no tensor model.layers.2.input_layernorm.weight",
                "num_hidden_layers | 1 | the tensor model.layers.1.input_layernorm.weight is none of this architecture",
                "tie_word_embeddings | false | there is no tensor lm_head.weight",
                "vocab_size | 63 | shape of model.embed_tokens.weight must be [63, 32] but was [64, 32]"
            })
    void aConfigurationThatDoesNotFitIsRefusedInOneSentence(String field, String value, String sentence)
            throws Exception {
        Path model = Folders.write(folder.resolve("model"), OracleCase.named("llama"));
        ObjectNode config = OracleCase.named("llama").configJson().deepCopy();
        config.set(field, Json.MAPPER.readTree(value));
        Folders.write(model.resolve("config.json"), config.toString());
        assertEquals("model: " + sentence, refused(model));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/model/type | \"Unigram\" | model.type must be BPE but was Unigram",
                "/model/byte_fallback | true | model.byte_fallback must be false but was true",
                "/model/ignore_merges | true | model.ignore_merges must be false but was true",
                "/model/merges | [[\"a\"]] | model.merges[0] must be two tokens but was [\"a\"]",
                "/normalizer | {\"type\": \"NFKC\"} | normalizer.type must be none but was NFKC",
                "/pre_tokenizer | {\"type\": \"Metaspace\"} | pre_tokenizer must be that of Llama 3, of Qwen 2 or 3, or of"
                        + " SmolLM but was [Metaspace]",
                "/added_tokens | [{\"id\": 64, \"content\": \"<x>\"}] | id of <x> in added_tokens must be in [0, 63] but was 64",
                "/added_tokens | [{\"id\": 4, \"content\": \"<x>\"}] | the token <x> with id 4 in added_tokens is there"
                        + " twice, or is empty",
                "/added_tokens | [{\"id\": 4, \"content\": \"a\", \"lstrip\": true}] | added_tokens a lstrip must be false"
                        + " but was true"
            })
    void aTokenizerThatWeWouldCutOtherwiseIsRefused(String place, String value, String sentence) throws Exception {
        Path model = Folders.write(folder.resolve("model"), OracleCase.named("llama"));
        ObjectNode json = Folders.tokenizer();
        int last = place.lastIndexOf('/');
        ((ObjectNode) json.at(place.substring(0, last))).set(place.substring(last + 1), Json.MAPPER.readTree(value));
        Folders.write(model.resolve("tokenizer.json"), json.toString());
        assertEquals("model: tokenizer.json: " + sentence, refused(model));
    }

    @Test
    void aFileThatIsMissingOrIsNoneIsRefused() throws Exception {
        Path model = Folders.write(folder.resolve("model"), OracleCase.named("llama"));
        Folders.write(model.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"a\": \"../../etc/passwd\"}}");
        assertEquals("model: there is no file ../../etc/passwd", refused(model));
        Folders.write(model.resolve("model.safetensors.index.json"), "{");
        assertTrue(refused(model).startsWith("model: model.safetensors.index.json must be JSON but is not: "));
        Files.delete(model.resolve("model.safetensors.index.json"));
        Files.delete(model.resolve("tokenizer_config.json"));
        assertTrue(refused(model).startsWith("model: there is no chat template"), refused(model));
        Files.delete(model.resolve("model.safetensors"));
        assertEquals("model: there is no file model.safetensors", refused(model));
    }

    @Test
    void aFolderWithAChangeIsReadOrRefusedInOneSentence() throws Exception {
        Path model = Folders.write(folder.resolve("model"), OracleCase.named("llama"));
        String[] names = {"config.json", "tokenizer.json", "tokenizer_config.json", "model.safetensors"};
        int refused = 0;
        for (int seed = 0; seed < MUTATIONS; seed++) {
            Path file = model.resolve(names[seed % names.length]);
            byte[] good = Files.readAllBytes(file);
            byte[] bad = good.clone();
            Random random = new Random(seed);
            for (int i = 0; i <= random.nextInt(3); i++) {
                bad[random.nextInt(Math.min(bad.length, 4_000))] = (byte) random.nextInt(256);
            }
            Files.write(file, random.nextInt(8) == 0 ? Arrays.copyOf(bad, random.nextInt(bad.length)) : bad);
            try {
                convert(model);
            } catch (IOException e) {
                String said = String.valueOf(e.getMessage());
                assertTrue(said.lines().count() <= 1 && said.length() < 1_000, seed + ": " + said);
                refused++;
            } catch (RuntimeException | Error e) {
                throw new AssertionError("mutation " + seed, e);
            }
            Files.write(file, good);
        }
        assertTrue(refused > MUTATIONS / 4, "most changes are seen: " + refused);
    }

    private String refused(Path model) {
        return String.valueOf(
                assertThrows(IOException.class, () -> convert(model)).getMessage());
    }

    private Path convert(Path model) throws IOException {
        Path file = folder.resolve("converted.gguf");
        Files.deleteIfExists(file);
        return Files.move(HuggingFaceFolder.inGguf(model, folder.resolve("cache")), file);
    }
}
