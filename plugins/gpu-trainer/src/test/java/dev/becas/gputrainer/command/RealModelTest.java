package dev.becas.gputrainer.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.rival.Parity;
import dev.becas.gputrainer.rival.Rivals;
import dev.becas.kernel.json.Json;
import dev.becas.testkit.PublicRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SmolLM2 on 500 public posts, 400 to learn and 100 held out: the whole way that `benchmarks/real-data` goes with all.
/// Of the shorter posts, which take half the time.
@Tag("real")
class RealModelTest {
    private static final Path SMOLLM2 =
            Path.of(System.getProperty("user.home"), ".cache", "becas", "models", "smollm2.gguf");
    private static final int LETTERS_MAX = 120;

    @TempDir
    Path folder;

    @Test
    void learnsFromFiveHundredPostsWhatItsBaseDoesNotKnow() throws Exception {
        assumeTrue(Files.exists(SMOLLM2), "SmolLM2 is not here; becas model fetch smollm2 fetches it");
        Path data = PublicRows.folder(Path.of(System.getProperty("becas.root", ".")));
        assumeTrue(PublicRows.areHere(data), "the public posts are not here: " + data);
        PublicRows posts = PublicRows.scam(data);
        Path train = Files.write(folder.resolve("train.jsonl"), every(posts.train(), 400));
        Path heldOut = Files.write(folder.resolve("heldOut.jsonl"), every(posts.heldOut(), 100));
        Path out = folder.resolve("out");
        TrainReport report = assertInstanceOf(
                TrainReport.class,
                Calls.run(
                                TrainCommand.command(),
                                "base",
                                SMOLLM2.toString(),
                                "data",
                                train.toString(),
                                "eval",
                                heldOut.toString(),
                                "out",
                                out.toString(),
                                "precision",
                                "bf16",
                                "epochs",
                                "1",
                                "checkpointing",
                                "false",
                                "merged",
                                "f16")
                        .json());
        Evaluation base = there(report.base());
        Evaluation tuned = there(report.tuned());
        System.out.println(report.text());
        assertEquals(100, tuned.rows());
        assertTrue(tuned.macroF1().low() > base.macroF1().value(), "learned: " + report.text());
        Rivals rivals = there(report.rivals());
        assertEquals(2, rivals.untrained().size());
        Parity merged = report.parity().getLast();
        assertTrue(merged.largestDifference() < 0.05, "the merged file answers as the model did: " + merged);
    }

    /// So many of the short ones, evenly spread.
    private static List<String> every(List<String> rows, int count) {
        List<String> some = rows.stream().filter(RealModelTest::isShort).toList();
        return IntStream.range(0, count)
                .mapToObj(i -> some.get((int) ((long) i * some.size() / count)))
                .toList();
    }

    private static boolean isShort(String row) {
        try {
            return Json.MAPPER.readTree(row).path("input").asText().length() <= LETTERS_MAX;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(row, e);
        }
    }

    private static <T> T there(@Nullable T found) {
        assertNotNull(found);
        return found;
    }
}
