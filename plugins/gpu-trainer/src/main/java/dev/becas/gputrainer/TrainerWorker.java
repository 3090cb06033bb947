package dev.becas.gputrainer;

import dev.becas.gputrainer.command.CommandJob;
import dev.becas.gputrainer.device.Devices;
import dev.becas.gputrainer.port.DeviceJob;
import dev.becas.gputrainer.port.ScoringJob;
import dev.becas.gputrainer.port.ServedBases;
import dev.becas.gputrainer.port.TrainingJob;
import dev.becas.gputrainer.port.WritingJob;
import dev.becas.gputrainer.worker.WorkerStart;
import java.util.Map;

/// The worker's process: the same jar as the plugin's, with LibTorch beside it.
public final class TrainerWorker {
    private TrainerWorker() {}

    /// @param arguments as [WorkerStart] wants them
    public static void main(String[] arguments) {
        Devices.chooseMachineCode();
        ServedBases bases = new ServedBases();
        WorkerStart.serve(
                arguments,
                Map.of(
                        CommandJob.KIND, new CommandJob(),
                        DeviceJob.KIND, new DeviceJob(),
                        TrainingJob.KIND, new TrainingJob(),
                        ScoringJob.KIND, new ScoringJob(bases),
                        WritingJob.KIND, new WritingJob(bases)));
    }
}
