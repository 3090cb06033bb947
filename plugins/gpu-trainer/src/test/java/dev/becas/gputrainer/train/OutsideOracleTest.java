package dev.becas.gputrainer.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.Numbers;
import dev.becas.gputrainer.OracleCase;
import dev.becas.gputrainer.Python;
import dev.becas.gputrainer.safetensors.TensorFile.FloatTensor;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Beside what the script makes now, so that it still runs and what is committed is still what Python says. Needs
/// `-Dbecas.python` (a Python with torch, transformers and peft); what is missing is said, and skipped.
@Tag("outside")
class OutsideOracleTest extends OracleContract {
    /// Between two machines: rounding, which Adam's division by small gradients makes larger.
    private static final double RELATIVE = 1e-5;

    private static final double RELATIVE_AFTER_STEPS = 1e-4;

    @TempDir
    static Path fresh;

    @BeforeAll
    static void makeAnew() throws Exception {
        Python.needs("torch", "transformers>=5", "peft");
        Python.run("make_oracle.py", "--out", fresh.toString());
        System.out.println("made with " + versions(fresh));
    }

    @Override
    Path made() {
        return fresh;
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama", "llama3", "qwen3"})
    void theSameVersionsMakeAgainWhatIsCommitted(String name) throws Exception {
        JsonNode theirs = versions(OracleCase.committed());
        assumeTrue(versions(fresh).equals(theirs), () -> "what is committed was made with " + theirs);
        OracleCase committed = OracleCase.named(name);
        OracleCase anew = OracleCase.read(fresh, name);
        assertEquals(committed.config(), anew.config());
        assertEquals(committed.lora(), anew.lora());
        for (String fact : List.of("losses", "gradientNorms")) {
            assertClose(fact, committed.numbersOf(fact), anew.numbersOf(fact));
        }
        assertClose("fullLoss", List.of(committed.number("fullLoss")), List.of(anew.number("fullLoss")));
        assertEquals(committed.tensors().keySet(), anew.tensors().keySet());
        committed
                .tensors()
                .forEach((tensor, before) -> assertClose(
                        tensor, before, Objects.requireNonNull(anew.tensors().get(tensor))));
    }

    private static void assertClose(String fact, List<Double> before, List<Double> now) {
        assertEquals(before.size(), now.size(), fact);
        for (int i = 0; i < before.size(); i++) {
            assertEquals(before.get(i), now.get(i), RELATIVE * before.get(i), fact);
        }
    }

    private static void assertClose(String tensor, FloatTensor before, FloatTensor now) {
        assertArrayEquals(before.shape(), now.shape(), tensor);
        Numbers.assertClose(
                before.numbers(), now.numbers(), tensor.startsWith("after.") ? RELATIVE_AFTER_STEPS : RELATIVE, tensor);
    }

    private static JsonNode versions(Path folder) throws IOException {
        return Json.MAPPER.readTree(folder.resolve("versions.json").toFile());
    }
}
