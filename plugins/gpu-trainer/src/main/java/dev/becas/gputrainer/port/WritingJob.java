package dev.becas.gputrainer.port;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.port.ScoringJob.Question;
import dev.becas.gputrainer.score.Sampling;
import dev.becas.gputrainer.worker.WorkerJob;
import dev.becas.kernel.json.Json;
import java.util.function.Consumer;

/// Lets a version write what comes after a prompt, with the base that [ScoringJob] asks too.
public final class WritingJob implements WorkerJob {
    /// The job's kind.
    public static final String KIND = "write";

    private final ServedBases bases;

    public WritingJob(ServedBases bases) {
        this.bases = bases;
    }

    /// @param about version and prompt; its labels do not matter
    /// @param tokensMax how long the text may be
    /// @param nanosMax after which no token is begun
    record Wish(Question about, int tokensMax, Sampling sampling, long nanosMax) {}

    /// What a version wrote.
    ///
    /// @param end why it ended: `end` as the model says so, `length`, or `deadline`
    /// @param tokens how many the model wrote
    public record Text(String text, String end, int tokens) {}

    @Override
    public JsonNode run(JsonNode body, Consumer<JsonNode> progress) throws Exception {
        Wish wish = Json.MAPPER.treeToValue(body, Wish.class);
        return Json.MAPPER.valueToTree(bases.of(wish.about()).write(wish));
    }
}
