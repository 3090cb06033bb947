package dev.becas.gputrainer.port;

import dev.becas.gputrainer.device.Device;
import dev.becas.kernel.training.Trainer;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingRefused;
import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;
import java.io.IOException;
import java.nio.file.Path;

/// A trainer whose minutes on a graphics card are counted, whether its job ends well or not.
///
/// @param source says on which device a job will be
public record MeteredTrainer(Trainer trainer, DeviceSource source, CardMinutes minutes) implements Trainer {
    /// Says which device there is now.
    @FunctionalInterface
    public interface DeviceSource {
        Device device() throws TrainingRefused, IOException, InterruptedException;
    }

    @Override
    public String name() {
        return trainer.name();
    }

    @Override
    public TrainingResult train(TrainingRequest request, Path workDirectory, TrainingProgress progress)
            throws TrainingRefused, IOException, InterruptedException {
        if (!source.device().onCard()) {
            return trainer.train(request, workDirectory, progress);
        }
        try (CardMinutes.Meter meter = minutes.begin(request.jobId())) {
            return trainer.train(request, workDirectory, step -> {
                meter.look();
                progress.step(step);
            });
        }
    }
}
