package dev.becas.gputrainer.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.gguf.GgufFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BaseFilesTest {
    @TempDir
    Path folder;

    private OllamaFolder ollama = new OllamaFolder(Path.of(""));
    private BaseFiles files = BaseFiles.ofThisUser();

    @BeforeEach
    void make() {
        ollama = new OllamaFolder(folder.resolve("ollama"));
        files = new BaseFiles(folder.resolve("models"), new OllamaStore(List.of(ollama.models())));
    }

    @ParameterizedTest
    @CsvSource({
        "qwen3:1.7b,registry.ollama.ai/library/qwen3/1.7b",
        "qwen3,registry.ollama.ai/library/qwen3/latest",
        "ann/tuned:v2,registry.ollama.ai/ann/tuned/v2",
        "hf.co/ann/tuned,hf.co/ann/tuned/latest",
    })
    void aModelIsFoundByTheNameThatOllamaRunTakes(String name, String manifest) throws Exception {
        assertEquals(ollama.keep(manifest, "weights"), files.find(name));
    }

    @Test
    void aFileGoesBeforeAModelOfTheSameName() throws Exception {
        Path file = Files.writeString(folder.resolve("base.gguf"), "weights");
        assertEquals(file, files.find(file.toString()));
    }

    @Test
    void tinyLiesInTheJarAndIsLaidOutOnceOrAgainWhenDamaged() throws Exception {
        Path tiny = files.find("tiny");
        assertEquals(folder.resolve("models"), tiny.getParent());
        String sha256 = GgufFile.sha256(tiny);
        assertEquals(TinyBase.sha256(), sha256);
        assertTrue(tiny.endsWith("tiny-" + sha256.substring(0, 8) + ".gguf"), tiny.toString());
        FileTime laid = FileTime.fromMillis(1_000);
        Files.setLastModifiedTime(tiny, laid);
        assertEquals(tiny, files.find("tiny"));
        assertEquals(laid, Files.getLastModifiedTime(tiny), "it is not written again");
        Files.writeString(tiny, "damaged");
        assertEquals(sha256, GgufFile.sha256(files.find("tiny")));
        try (Stream<Path> left = Files.list(folder.resolve("models"))) {
            assertEquals(List.of(tiny), left.toList());
        }
    }

    @Test
    void smollm2IsTheFetchedFileElseThatOfOllama() throws Exception {
        IllegalArgumentException missing = assertThrows(IllegalArgumentException.class, () -> files.find("smollm2"));
        assertEquals(
                "base smollm2 is not on this machine yet: fetch it by `becas model fetch smollm2`",
                missing.getMessage());
        Path kept = ollama.keep("registry.ollama.ai/library/smollm2/135m", "weights");
        assertEquals(kept, files.find("smollm2"));
        Path fetched = Files.writeString(
                Files.createDirectories(folder.resolve("models")).resolve("smollm2.gguf"), "");
        assertEquals(fetched, files.find("smollm2"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-such", "../../etc/passwd", "a/b/c/d", "", "x:..", "..:x", "a//b"})
    void whatIsNothingIsRefusedWithWhatMayBeNamed(String word) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> files.find(word));
        assertEquals(
                "base must be a GGUF file, a folder of Hugging Face, tiny, smollm2 or the name of a model in ["
                        + ollama.models() + "] but was '" + word + "'",
                refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model|sha256:12|1|digest must be sha256: and 64 hexadecimal digits but was 'sha256:12'",
                "template|sha256:12|1|must name a layer of type application/vnd.ollama.image.model but names none",
                "adapter|sha256:12|1|names an adapter beside its model",
            })
    void aDamagedManifestIsRefusedInOneSentence(String kind, String digest, long size, String sentence)
            throws Exception {
        ollama.manifest("registry.ollama.ai/library/m/latest", OllamaFolder.layer(kind, digest, size));
        refused("m", sentence);
    }

    @Test
    void aBlobThatIsCutShortIsRefused() throws Exception {
        Path blob = ollama.keep("registry.ollama.ai/library/m/latest", "weights");
        Files.writeString(blob, "wei");
        refused("m", "must be a file of 7 bytes");
        Files.writeString(ollama.models().resolve("manifests/registry.ollama.ai/library/m/latest"), "{");
        refused("m", "is no JSON");
    }

    @Test
    void whereOllamaKeepsModelsIsWhatTheEnvironmentSays() {
        assertEquals(
                List.of(Path.of("/models")),
                OllamaStore.of(Map.of("OLLAMA_MODELS", "/models"), folder).folders());
        assertEquals(
                folder.resolve(".ollama/models"),
                OllamaStore.of(Map.of(), folder).folders().getFirst());
    }

    private void refused(String name, String sentence) {
        IOException refused = assertThrows(IOException.class, () -> files.find(name));
        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
    }
}
