package dev.becas.gputrainer.adapter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.becas.datasets.GoldSet;
import dev.becas.datasets.LabelledRow;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.tokenizer.Tokenizer;
import dev.becas.gputrainer.tokenizer.Tokenizers;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The committed tiny base in llama.cpp. Needs `-Dbecas.llamaServer` (the program); without it, it is skipped.
@Tag("outside")
class OutsideTinyBaseTest {
    private static final String PROGRAM = System.getProperty("becas.llamaServer", "llama-server");
    private static final Path MODEL = Path.of("../../datasets/src/main/tiny-base/tiny.gguf");

    @TempDir
    Path folder;

    @Test
    void itIsReadThereAndSaysTheSame() throws Exception {
        assumeTrue(Files.isExecutable(Path.of(PROGRAM)), "no llama-server here: " + PROGRAM + " (-Dbecas.llamaServer)");
        try (GgufModel source = GgufModel.open(MODEL);
                LanguageModel model = LanguageModel.load(source, Precision.FP32);
                LlamaServer server = new LlamaServer(
                        PROGRAM, MODEL, folder.resolve("server.log").toFile())) {
            Tokenizer tokenizer = Tokenizers.of(source);
            for (LabelledRow row : GoldSet.of(1, 4, 20).rows()) {
                String message = "<|im_start|>user\nmessage: " + row.message() + "<|im_end|>\n";
                assertArrayEquals(server.tokens(message), tokenizer.encodePrompt(message), message);
            }
            OutsideEngineTest.agree(source, model, server, 1e-2);
        }
    }
}
