package dev.becas.gputrainer.tiny;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.datasets.GoldSet;
import dev.becas.datasets.LabelledRow;
import dev.becas.gputrainer.chat.ChatTemplates;
import dev.becas.gputrainer.evaluate.Interval;
import dev.becas.gputrainer.gguf.GgufFile;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.gputrainer.tokenizer.Tokenizer;
import dev.becas.gputrainer.tokenizer.Tokenizers;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The model that is committed.
class ShippedTinyBaseTest {
    private static final Path FOLDER = Path.of("../../datasets/src/main/tiny-base");
    private static final Path MODEL = FOLDER.resolve("tiny.gguf");
    private static final long BYTES_MAX = 12_000_000;
    /// One gold row in so many is asked: enough for an interval of six hundredths, and done in seconds.
    private static final int SAMPLED = 5;

    @TempDir
    Path folder;

    @Test
    void theCardAndTheChecksumAreOfThisFile() throws IOException {
        TinyCard card = Json.read(Files.readString(FOLDER.resolve("tiny.json")), TinyCard.class);
        assertEquals(GgufFile.sha256(MODEL), card.sha256());
        assertEquals(Files.size(MODEL), card.bytes());
        assertEquals(card.sha256() + "  tiny.gguf\n", Files.readString(FOLDER.resolve("tiny.gguf.sha256")));
    }

    @Test
    void itIsSmall() throws IOException {
        assertTrue(Files.size(MODEL) <= BYTES_MAX);
        try (GgufModel model = GgufModel.open(MODEL)) {
            long parameters =
                    model.weights().stream().mapToLong(WeightInfo::values).sum();
            assertTrue(parameters >= 3_000_000 && parameters <= 10_000_000, () -> "parameters: " + parameters);
        }
    }

    @Test
    void everyLabelIsOneTokenAndNoTwoAreTheSame() throws IOException {
        try (GgufModel model = GgufModel.open(MODEL)) {
            Tokenizer tokenizer = Tokenizers.of(model);
            Set<Integer> seen = new HashSet<>();
            for (String label : TinyText.labels()) {
                for (String form : List.of(label, " " + label)) {
                    int[] ids = tokenizer.encode(form);
                    assertEquals(1, ids.length, form);
                    assertTrue(seen.add(ids[0]), form);
                }
            }
            assertEquals("chatml", ChatTemplates.of(model.file().metadata()).name());
            assertEquals(tokenizer.idOf("<|im_end|>"), tokenizer.eos());
        }
    }

    @Test
    void itKnowsAboutHalfOfTheDemosTasksAndLeavesTheRestToTuning() throws Exception {
        Files.write(folder.resolve("gold.jsonl"), sample());
        Map<String, Interval> macroF1 = TinyExam.of(folder, MODEL, line -> {});
        assertEquals(2, macroF1.size());
        macroF1.forEach((category, figure) -> assertTrue(
                figure.high() >= 0.50 && figure.low() >= 0.30 && figure.value() <= 0.80,
                () -> category + " has a macro-F1 of " + figure));
    }

    /// Of each label the same share.
    private static List<String> sample() {
        Map<String, Integer> seen = new HashMap<>();
        List<String> sample = new ArrayList<>();
        for (LabelledRow row : GoldSet.of(1, 4).rows()) {
            if (seen.merge(row.category() + row.label(), 1, Integer::sum) % SAMPLED == 0) {
                sample.add(Json.write(row));
            }
        }
        return sample;
    }
}
