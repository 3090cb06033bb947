package dev.becas.gputrainer.port;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.command.TorchThread;
import dev.becas.gputrainer.command.TrainCommand;
import dev.becas.gputrainer.command.TrainReport;
import dev.becas.gputrainer.worker.WorkerJob;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.json.Json;
import java.util.Map;
import java.util.function.Consumer;

/// Training as the pipeline asks for it: what the command `train` does, with each step told in figures.
public final class TrainingJob implements WorkerJob {
    /// The job's kind.
    public static final String KIND = "train";

    /// @param values the options of `train`, by name
    record Request(Map<String, String> values) {}

    @Override
    public JsonNode run(JsonNode body, Consumer<JsonNode> progress) throws Exception {
        Request request = Json.MAPPER.treeToValue(body, Request.class);
        CommandCall call = new CommandCall("pipeline", request.values(), sentence -> {});
        TrainReport report =
                TorchThread.call(() -> TrainCommand.run(call, step -> progress.accept(Json.MAPPER.valueToTree(step))));
        return Json.MAPPER.valueToTree(report);
    }
}
