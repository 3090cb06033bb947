package dev.becas.kernel.flow;

import dev.becas.kernel.content.Provenance;
import org.jspecify.annotations.Nullable;

/// What became of decisions as training examples. Published by collectors and plugins; listened to by statistics and
/// the orchestrator.
public sealed interface ExampleFlow extends FlowEvent {

    /// An example was stored. The cause is the decision it was made from.
    ///
    /// @param aboutCategory the category it counts for (a correction has one of its own)
    /// @param scoreBp basis points, 0 to 10,000
    @Wire("example.collected")
    record ExampleCollected(
            EventHead head,
            String exampleId,
            String category,
            String aboutCategory,
            String tier,
            int scoreBp,
            String label,
            LabelSource labelSource,
            Provenance provenance)
            implements ExampleFlow {}

    /// An example was not stored, or not for training, and why.
    @Wire("example.rejected")
    record ExampleRejected(EventHead head, String category, String reason) implements ExampleFlow {}

    /// An example gave way to a better one about the same message.
    @Wire("example.superseded")
    record ExampleSuperseded(EventHead head, String exampleId, String byExampleId) implements ExampleFlow {}

    /// An example from outside: a plugin, an import, the HTTP API.
    ///
    /// @param category any of the fourteen; unknown ones are refused by name
    /// @param label one of the category's labels; unknown ones are refused by name
    /// @param inputContentId the input's text
    /// @param reasonContentId what follows the label, if anything
    /// @param outcome `success`, `failure` or `uncertain`
    @Wire("custom.example")
    record CustomExample(
            EventHead head,
            String category,
            String label,
            String inputContentId,
            @Nullable String reasonContentId,
            double confidence,
            String outcome,
            LabelSource labelSource,
            Provenance provenance)
            implements ExampleFlow {}
}
