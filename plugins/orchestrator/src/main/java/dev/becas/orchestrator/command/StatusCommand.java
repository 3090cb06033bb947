package dev.becas.orchestrator.command;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.dataset.ExampleStatistics;
import dev.becas.kernel.dataset.ExampleStatistics.ExampleCounts;
import dev.becas.kernel.model.ModelAlias;
import dev.becas.orchestrator.alert.Health;
import dev.becas.orchestrator.alert.HealthCheck;
import dev.becas.orchestrator.erasure.ErasedData;
import dev.becas.orchestrator.erasure.ErasedRows;
import dev.becas.orchestrator.pipeline.PipelineRow;
import dev.becas.orchestrator.pipeline.PipelineStatistics;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// `status`: every pipeline with its stage, its examples and what answers, and how the installation is.
final class StatusCommand {
    private final Desk desk;
    private final HealthCheck health;

    StatusCommand(Desk desk, HealthCheck health) {
        this.desk = desk;
        this.health = health;
    }

    Command command() {
        return new Command(
                "status",
                "Shows all pipelines, what answers, the figures and the health.",
                List.of(),
                List.of(),
                this::run);
    }

    /// A pipeline at a glance.
    ///
    /// @param erased what the answering versions learned from and is erased
    record Glance(
            String target,
            String category,
            String stage,
            Instant since,
            @Nullable String live,
            int sharePercent,
            @Nullable ExampleCounts examples,
            List<ErasedData> erased) {}

    /// Everything at a glance.
    record Status(List<Glance> targets, PipelineStatistics pipelines, Map<String, Long> events, Health health) {}

    private CommandResult run(CommandCall call) {
        List<Glance> glances = desk.rows().stream().map(this::glance).toList();
        Map<String, Double> machine = new TreeMap<>();
        machine.put("queue", (double) desk.context().reviews().openCount());
        Status status = new Status(
                glances,
                desk.context().store().read(PipelineStatistics::of),
                desk.context().bus().journal().countsByName(),
                desk.context().store().read(h -> health.health(h, desk.now(), machine)));
        return CommandResult.ok(text(status), status);
    }

    private Glance glance(PipelineRow row) {
        Optional<ModelAlias> alias = desk.context().models().aliases().find(row.target());
        Optional<ExampleCounts> counts = desk.context()
                .services()
                .find(ExampleStatistics.class, "examples")
                .map(examples -> examples.counts(row.category(), desk.now(), row.newSince()));
        return new Glance(
                row.target(),
                row.category(),
                row.state().stage().wireName(),
                row.at(),
                alias.map(ModelAlias::version).orElse(null),
                alias.map(ModelAlias::sharePercent).orElse(0),
                counts.orElse(null),
                desk.context().store().read(h -> ErasedRows.ofAnswering(h, alias)));
    }

    private static String text(Status status) {
        StringBuilder text = new StringBuilder();
        for (Glance g : status.targets()) {
            text.append(String.format(
                    "%-36s %-18s %s%n",
                    g.target(),
                    g.stage(),
                    g.live() == null ? "nothing answers" : g.live() + " answers " + g.sharePercent() + " %"));
            for (ErasedData erased : g.erased()) {
                text.append("    ").append(erased.sentence()).append(System.lineSeparator());
            }
            ExampleCounts counts = g.examples();
            if (counts != null) {
                text.append(String.format(
                        "    %d examples (%d gold), %d new (%d gold), average quality %.3f%n",
                        counts.total(),
                        counts.gold(),
                        counts.newTotal(),
                        counts.newGold(),
                        counts.averageScoreBp() / 10_000.0));
            }
        }
        text.append(
                status.health().healthy()
                        ? "Healthy."
                        : "Not healthy: " + String.join("; ", status.health().causes()));
        return text.toString();
    }
}
