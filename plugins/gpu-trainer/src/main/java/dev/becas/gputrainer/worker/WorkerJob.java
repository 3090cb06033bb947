package dev.becas.gputrainer.worker;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.function.Consumer;

/// What a worker can do. All jobs of a worker run on one thread, one after the other.
@FunctionalInterface
public interface WorkerJob {
    /// Does it. Ends soon after its thread is interrupted.
    ///
    /// @param progress hears how far it is
    JsonNode run(JsonNode body, Consumer<JsonNode> progress) throws Exception;
}
