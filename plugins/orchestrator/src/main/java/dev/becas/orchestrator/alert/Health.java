package dev.becas.orchestrator.alert;

import java.time.Instant;
import java.util.List;
import java.util.Map;

/// How the installation is, in the names that all surfaces share.
///
/// @param healthy people confirm enough of what is decided, enough training jobs lead to a model, no part is down
/// @param causes why it is not, in sentences
/// @param metrics of the last day; a figure with nothing behind it is missing
/// @param training `completed`, `failed`, `successRate`, `active`
public record Health(
        boolean healthy,
        List<String> causes,
        Map<String, Double> metrics,
        Map<String, Double> training,
        Instant timestamp) {
    public Health {
        causes = List.copyOf(causes);
        metrics = Map.copyOf(metrics);
        training = Map.copyOf(training);
    }
}
