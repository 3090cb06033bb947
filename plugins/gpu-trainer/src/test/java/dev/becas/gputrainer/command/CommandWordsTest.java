package dev.becas.gputrainer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.gputrainer.gguf.TinyModels;
import dev.becas.gputrainer.learn.Mode;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.train.LoraSettings;
import dev.becas.gputrainer.train.TrainSettings;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandWordsTest {
    private static final Command TRAIN = TrainCommand.command();
    private static final Command SHOW = ModelShowCommand.command();

    @TempDir
    Path folder;

    @Test
    void whatIsNotSaidHasTheTrainersDefaults() {
        TrainOptions options = TrainOptions.of(Calls.of(TRAIN, line -> {}));
        assertEquals(LoraSettings.DEFAULTS, options.lora());
        assertEquals(TrainSettings.LORA, options.run());
        assertEquals(Mode.LORA, options.mode());
    }

    @Test
    void theLearningRateFollowsTheModeUnlessItIsSaid() {
        assertEquals("0.0005", learningRate("mode", "lora"));
        assertEquals("0.0001", learningRate("mode", "full"));
        assertEquals("0.0005", learningRate("mode", "hybrid"));
        assertEquals("1e-3", learningRate("mode", "full", "learningRate", "1e-3"));
        TrainSettings hybrid =
                TrainOptions.of(Calls.of(TRAIN, line -> {}, "mode", "hybrid")).run();
        assertEquals(TrainSettings.FULL_LEARNING_RATE, hybrid.forAllWeights().learningRate());
    }

    private static String learningRate(String... words) {
        CommandCall call = Calls.of(TRAIN, line -> {}, words);
        String said = TrainOptions.words(call).getOrDefault("learningRate", "");
        assertEquals(Double.parseDouble(said), TrainOptions.of(call).run().learningRate());
        return said;
    }

    @Test
    void allWeightsHaveNothingOfAnAdapterAmongTheirSettings() {
        CommandCall call = Calls.of(TRAIN, line -> {}, "mode", "full");
        assertFalse(TrainOptions.words(call).containsKey("rank"));
        assertEquals("full", TrainOptions.words(call).get("mode"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "full | learningRate | 0.002 | learningRate of all weights must be in [0.00001, 0.001] but was 0.002",
                "full | learningRate | 0.000001 | learningRate must be in [0.00001, 0.005] but was 0.000001",
                "hybrid | learningRate | 0.01 | learningRate must be in [0.00001, 0.005] but was 0.01",
                "both | rank | 8 | --mode must be one of [lora, full, hybrid] but was 'both'",
                "full | merged | none | --merged must be one of q8_0, f16, f32 with --mode full, which writes a whole"
                        + " model, but was 'none'",
            })
    void aModeSaysWhatItBears(String mode, String option, String value, String sentence) {
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> Calls.run(TRAIN, "base", "b", "data", "d", "out", "o", "mode", mode, option, value));
        assertEquals(sentence, refused.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rank | 3 | rank must be in [4, 64] but was 3",
                "rank | many | --rank must be a whole number but was 'many'",
                "learningRate | 1 | learningRate must be in [0.00001, 0.005] but was 1",
                "alpha | x | --alpha must be a number but was 'x'",
                "alpha | NaN | alpha must be in [1, 128] but was NaN",
                "schedule | sine | --schedule must be one of [constant, linear, cosine] but was 'sine'",
                "precision | fp8 | --precision must be one of [fp32, bf16] but was 'fp8'",
                "packing | yes | --packing must be one of [true, false] but was 'yes'",
                "targetModules | q,x | targetModules must be some of q,k,v,o,gate,up,down but one was 'x'",
                "merged | q4_0 | --merged must be one of q8_0, f16, f32, none but was 'q4_0'",
                "base | '' | base is missing",
                "data | '' | data is missing",
                "out | '' | out is missing"
            })
    void aWrongWordIsWrongUse(String option, String value, String sentence) {
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> Calls.run(TRAIN, "base", "b", "data", "d", "out", "o", option, value));
        assertEquals(sentence, refused.getMessage());
    }

    @Test
    void aBaseThatIsNoFileIsWrongUse() throws Exception {
        Path data = Files.writeString(folder.resolve("d"), "{\"input\": \"a\", \"output\": \"b\"}\n");
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> Calls.run(TRAIN, "base", "nowhere", "data", data.toString(), "out", folder.toString()));
        String sentence = String.valueOf(refused.getMessage());
        assertTrue(
                sentence.startsWith(
                        "base must be a GGUF file, a folder of Hugging Face, tiny, smollm2 or the name of a model in ["),
                sentence);
        assertTrue(sentence.endsWith("] but was 'nowhere'"), sentence);
    }

    @Test
    void showSaysWhatAFileHolds() throws Exception {
        Path chat = TinyModels.writeChat(folder.resolve("chat.gguf"));
        CommandResult result = Calls.run(SHOW, "gguf", chat.toString());
        assertTrue(result.text().startsWith("llama, "), result.text());
        assertTrue(result.text().endsWith("template: chatml"), result.text());
        var json = Json.MAPPER.readTree(Json.write(result.json()));
        assertEquals(258, json.at("/config/vocabulary").asInt());
        assertEquals(20, json.at("/tensors/F32").asInt());
        assertEquals("258 tokens", json.at("/tokenizer").asText());
    }

    @Test
    void showSaysWhyAFileCannotBeTalkedTo() throws Exception {
        Path mute = TinyModels.write(folder.resolve("mute.gguf"), TinyModels.QWEN3, WeightType.Q8_0);
        CommandResult result = Calls.run(SHOW, "gguf", mute.toString());
        assertTrue(
                result.text()
                        .endsWith("template: refused: mute.gguf: there is no metadata entry tokenizer.chat_template"),
                result.text());
        Path none = Files.writeString(folder.resolve("none.gguf"), "no model");
        assertThrows(IOException.class, () -> Calls.run(SHOW, "gguf", none.toString()));
    }

    @Test
    void progressIsSaidOnceASecondAndAtTheEnd() {
        List<String> lines = new ArrayList<>();
        AtomicLong now = new AtomicLong();
        ProgressLine progress = new ProgressLine(lines::add, now::get);
        for (int step = 1; step <= 8; step++) {
            progress.step(new TrainingStep(step, 8, 1.5, step < 8 ? Double.NaN : 1.25, 0, 0, step, 321, 0, 3_725));
            now.addAndGet(400_000_000L);
        }
        assertEquals(
                List.of(
                        "[##..................] step 1/8, loss 1.5000, 321 tokens/s, 1:02:05 left",
                        "[##########..........] step 4/8, loss 1.5000, 321 tokens/s, 1:02:05 left",
                        "[#################...] step 7/8, loss 1.5000, 321 tokens/s, 1:02:05 left",
                        "[####################] step 8/8, loss 1.5000, evaluation loss 1.2500, 321 tokens/s, 1:02:05 left"),
                lines);
    }

    @Test
    void missingMachineCodeIsOneSentence() {
        IOException refused = assertThrows(
                IOException.class,
                () -> TorchThread.call(() -> {
                    throw new UnsatisfiedLinkError("no jnitorch");
                }));
        assertEquals(
                "LibTorch's machine code for this machine is not on the class path: no jnitorch", refused.getMessage());
    }

    @Test
    void aWantOfMemoryComesBackAsItself() {
        OutOfMemoryError scarce = new OutOfMemoryError("Java heap space");
        assertSame(
                scarce,
                assertThrows(
                        OutOfMemoryError.class,
                        () -> TorchThread.call(() -> {
                            throw scarce;
                        })));
    }
}
