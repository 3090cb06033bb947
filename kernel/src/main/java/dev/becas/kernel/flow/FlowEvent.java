package dev.becas.kernel.flow;

/// Anything that travels from a message to a promoted model. Events hold no text that a person typed: they hold a
/// content id, and the text lives where it can be erased.
public sealed interface FlowEvent
        permits MessageFlow,
                DecisionFlow,
                ExampleFlow,
                DatasetFlow,
                TrainingFlow,
                ShadowFlow,
                PromotionFlow,
                ClockTicked,
                CustomEvent {
    EventHead head();

    /// The name on the wire.
    default String wireName() {
        Wire wire = getClass().getAnnotation(Wire.class);
        if (wire == null) {
            throw new IllegalStateException(getClass().getName() + " has no @Wire name");
        }
        return wire.value();
    }
}
