package dev.becas.checks.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.Workers;
import dev.becas.gputrainer.command.ModelCommands;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.plugin.Services;
import dev.becas.kernel.training.Trainer;
import dev.becas.linear.LinearPlugin;
import dev.becas.linear.LinearRuntime;
import dev.becas.linear.LinearTrainer;
import dev.becas.testkit.PublicRows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SmolLM2 on 500 public posts, 400 to learn and 100 held out: the whole way that `benchmarks/real-data` goes with all.
/// Of the shorter posts, which take half the time.
@Tag("real")
class RealModelTest {
    private static final Path SMOLLM2 =
            Path.of(System.getProperty("user.home"), ".cache", "becas", "models", "smollm2.gguf");
    private static final int LETTERS_MAX = 100;

    @TempDir
    Path folder;

    @Test
    void learnsFromFiveHundredPostsWhatItsBaseDoesNotKnow() throws Exception {
        assumeTrue(Files.exists(SMOLLM2), "SmolLM2 is not here; becas model fetch smollm2 fetches it");
        Path data = PublicRows.folder(Path.of(System.getProperty("becas.root", ".")));
        assumeTrue(PublicRows.areHere(data), "the public posts are not here: " + data);
        PublicRows posts = PublicRows.scam(data);
        JsonNode report = train(Map.of(
                "base",
                SMOLLM2.toString(),
                "data",
                file("train.jsonl", every(posts.train(), 400)),
                "eval",
                file("heldOut.jsonl", every(posts.heldOut(), 100)),
                "out",
                folder.resolve("out").toString(),
                "precision",
                "bf16",
                "epochs",
                "1",
                "checkpointing",
                "false",
                "merged",
                "f16"));
        JsonNode tuned = report.path("tuned");
        assertEquals(100, tuned.path("rows").asInt());
        assertTrue(
                tuned.at("/macroF1/low").asDouble()
                        > report.at("/base/macroF1/value").asDouble(),
                "learned: " + report);
        assertEquals(
                List.of("base", "few-shot", "linear"),
                Stream.of("untrained", "trained")
                        .flatMap(kind -> report.at("/rivals/" + kind).valueStream())
                        .map(rival -> rival.path("name").asText())
                        .toList());
        JsonNode merged = report.path("parity").path(report.path("parity").size() - 1);
        assertTrue(
                merged.path("largestDifference").asDouble() < 0.05,
                "the merged file answers as the model did: " + merged);
    }

    /// As the product's command does it: in a worker, with the linear learner of this installation as a rival.
    private JsonNode train(Map<String, String> chosen) throws Exception {
        Services services = new Services();
        services.provide(Trainer.class, LinearPlugin.NAME, new LinearTrainer(folder));
        services.provide(ModelRuntime.class, LinearPlugin.NAME, new LinearRuntime(folder, 1));
        try (Supervisor worker = Workers.of("model-worker", folder, ended -> {})) {
            Command train = ModelCommands.of(worker, services).getFirst();
            Map<String, String> values = new HashMap<>();
            train.options().forEach(option -> values.put(option.name(), option.defaultValue()));
            values.putAll(chosen);
            CommandResult done = train.action().run(new CommandCall("operator", values, line -> {}));
            System.out.println(done.text());
            return Json.MAPPER.valueToTree(done.json());
        }
    }

    private String file(String name, List<String> rows) throws IOException {
        return Files.write(folder.resolve(name), rows).toString();
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
}
