package dev.becas.gputrainer.port;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.worker.WorkerJob;
import dev.becas.kernel.json.Json;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// Loads versions, forgets them, and scores labels: one base in memory with all its adapters. Runs on the worker's one
/// thread.
public final class ScoringJob implements WorkerJob {
    /// The job's kind.
    public static final String KIND = "score";

    private final ServedBases bases;

    public ScoringJob(ServedBases bases) {
        this.bases = bases;
    }

    /// A question about a version.
    ///
    /// @param base the model file
    /// @param device where the base lies, as [dev.becas.gputrainer.device.DeviceWish] has it
    /// @param version its name
    /// @param artifact its adapter's file
    /// @param digest SHA-256 that the file must have
    /// @param system the instruction
    /// @param input what is asked
    /// @param labels what may be answered; none only to make the version ready
    /// @param forget whether the version is to be forgotten, and nothing else
    record Question(
            String base,
            String device,
            String version,
            String artifact,
            String digest,
            String system,
            String input,
            List<String> labels,
            boolean forget) {}

    /// @param logProbabilities by label; their exponentials add up to 1
    /// @param serviceNanos spent in the worker
    record Scores(Map<String, Double> logProbabilities, long serviceNanos) {}

    @Override
    public JsonNode run(JsonNode body, Consumer<JsonNode> progress) throws Exception {
        Question question = Json.MAPPER.treeToValue(body, Question.class);
        if (question.forget()) {
            bases.now().ifPresent(served -> served.forget(question.version()));
            return Json.MAPPER.valueToTree(new Scores(Map.of(), 0));
        }
        long began = System.nanoTime();
        Map<String, Double> scores = bases.of(question).score(question);
        return Json.MAPPER.valueToTree(new Scores(scores, System.nanoTime() - began));
    }
}
