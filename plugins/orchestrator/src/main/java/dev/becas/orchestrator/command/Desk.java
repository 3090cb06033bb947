package dev.becas.orchestrator.command;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.PluginContext;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineRows;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What all commands need: finding what a word names, and heads for what people do.
final class Desk {
    private final PluginContext context;

    Desk(PluginContext context) {
        this.context = context;
    }

    PluginContext context() {
        return context;
    }

    Instant now() {
        return context.clock().instant();
    }

    List<PipelineRow> rows() {
        return context.store().read(PipelineRows::all);
    }

    /// The pipeline of a target or category.
    PipelineRow row(String word) {
        List<PipelineRow> rows = rows();
        return rows.stream()
                .filter(row -> row.target().equals(word) || row.category().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no pipeline of '" + word + "'; there are "
                        + rows.stream().map(PipelineRow::category).toList()));
    }

    /// The version of this name.
    ModelVersion version(String name) {
        return context.models()
                .find(name)
                .orElseThrow(
                        () -> new IllegalArgumentException("there is no version '" + name + "'; see `model list`"));
    }

    Optional<ModelVersion> findVersion(String name) {
        return context.models().find(name);
    }

    /// The target that a word names: a target, a category, or a version of it.
    String target(String word) {
        return findVersion(word)
                .map(ModelVersion::target)
                .or(() -> context.models().aliases().find(word).map(alias -> alias.target()))
                .orElseGet(() -> row(word).target());
    }

    /// The head of what a person does now. `what` names it together with the pipeline's step, so that the same command
    /// sent twice is one event.
    EventHead head(String command, String what, long step) {
        return new EventHead(
                Ids.of("command", command, what, Long.toString(step), now().toString()),
                EventHead.ROOT,
                EventHead.NO_GUILD,
                now());
    }

    /// Who does it: `--as`, or whoever uses the command.
    static String actor(CommandCall call) {
        return call.find("as").orElse(call.actor());
    }

    /// A reason that must be given.
    static String reason(CommandCall call) {
        return call.find("reason")
                .filter(r -> !r.isBlank())
                .orElseThrow(() -> new IllegalArgumentException("--reason is missing: say why in a few words"));
    }

    /// Writes a line into the audit trail.
    static void audit(Tx tx, Instant at, String actor, String command, String outcome) {
        tx.sql()
                .execute(
                        "INSERT INTO audit_trail (at, actor, command, outcome) VALUES (?, ?, ?, ?)",
                        at.toEpochMilli(),
                        actor,
                        command,
                        outcome);
    }
}
