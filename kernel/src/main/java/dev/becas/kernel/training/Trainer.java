package dev.becas.kernel.training;

import java.io.IOException;
import java.nio.file.Path;

/// Makes a model from a frozen dataset. Contract: deterministic for one request; resumable (what was finished before a
/// kill is found again in `workDirectory`); leaves nothing outside `workDirectory`; ends soon after its thread is
/// interrupted.
public interface Trainer {
    /// The name by which requests ask for it.
    String name();

    /// Trains, evaluates on the held-out part and leaves the artifact in `workDirectory`.
    ///
    /// @throws TrainingRefused when trying again cannot help
    /// @throws IOException when the dataset's bytes are bad or the disk fails
    TrainingResult train(TrainingRequest request, Path workDirectory, TrainingProgress progress)
            throws TrainingRefused, IOException, InterruptedException;
}
