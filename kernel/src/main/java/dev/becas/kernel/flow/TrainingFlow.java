package dev.becas.kernel.flow;

import dev.becas.kernel.training.TrainingRequest;
import dev.becas.kernel.training.TrainingResult;

/// Training a model on a frozen dataset. The orchestrator asks, a trainer answers.
public sealed interface TrainingFlow extends FlowEvent {

    /// A job for the trainer that the request names.
    @Wire("training.requested")
    record TrainingRequested(EventHead head, TrainingRequest request) implements TrainingFlow {}

    /// A model is trained and evaluated on held-out examples.
    @Wire("fine_tuning.completed")
    record FineTuningCompleted(EventHead head, TrainingRequest request, TrainingResult result)
            implements TrainingFlow {}

    /// A job ended without a model.
    ///
    /// @param kind `refused`, `cancelled`, `crashed`, `out_of_memory`, `bad_dataset`, `no_effect` (it answers as its
    ///     base does), `do_not_train` (the base with examples is as good), `no_device` (the card that is wished
    ///     cannot be used)
    @Wire("fine_tuning.failed")
    record FineTuningFailed(EventHead head, TrainingRequest request, String kind, String reason)
            implements TrainingFlow {}

    /// A version entered the registry.
    @Wire("model.registered")
    record ModelRegistered(EventHead head, String target, String version, String datasetId) implements TrainingFlow {}
}
