package dev.becas.gputrainer.port;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.device.Device;
import dev.becas.gputrainer.device.Devices;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.gputrainer.worker.WorkerFailure;
import dev.becas.gputrainer.worker.WorkerJob;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.training.TrainingRefused;
import java.io.IOException;
import java.util.function.Consumer;

/// Says which device a wish comes to: only a worker can try it.
public final class DeviceJob implements WorkerJob {
    /// The job's kind.
    public static final String KIND = "device";

    /// Asks a worker.
    ///
    /// @param wish as [dev.becas.gputrainer.device.DeviceWish] has it
    /// @throws TrainingRefused when a card is wished and cannot be used
    public static Device of(String wish, Supervisor worker) throws TrainingRefused, IOException, InterruptedException {
        try {
            JsonNode answer = worker.ask(KIND, wish, Supervisor.NO_DEADLINE, progress -> {});
            return Json.MAPPER.treeToValue(answer, Device.class);
        } catch (WorkerFailure e) {
            throw GpuTrainer.refusal(e);
        }
    }

    @Override
    public JsonNode run(JsonNode body, Consumer<JsonNode> progress) throws Exception {
        return Json.MAPPER.valueToTree(Devices.use(body.asText()));
    }
}
