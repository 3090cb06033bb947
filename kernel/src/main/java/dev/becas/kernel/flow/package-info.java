/// All flow events in the order data travels: one sealed interface a stage.
///
/// | stage | published by | listened to by |
/// |---|---|---|
/// | [dev.becas.kernel.flow.MessageFlow] | gateways, erasure | moderation, whoever keeps copies |
/// | [dev.becas.kernel.flow.DecisionFlow] | moderation, review | collectors, shadow tests |
/// | [dev.becas.kernel.flow.ExampleFlow] | collectors | orchestrator, statistics |
/// | [dev.becas.kernel.flow.DatasetFlow] | orchestrator asks, collectors answer and revise after an erasure | collectors, orchestrator |
/// | [dev.becas.kernel.flow.TrainingFlow] | orchestrator asks, trainers answer | trainers, orchestrator |
/// | [dev.becas.kernel.flow.ShadowFlow] | orchestrator asks, shadow tests and people answer | shadow tests, orchestrator, moderation |
/// | [dev.becas.kernel.flow.PromotionFlow] | orchestrator, people | router, alerts |
/// | [dev.becas.kernel.flow.ClockTicked] | the gateway that owns time | whoever has timers |
/// | [dev.becas.kernel.flow.CustomEvent] | plugins | plugins |
@NullMarked
package dev.becas.kernel.flow;

import org.jspecify.annotations.NullMarked;
