package dev.becas.orchestrator.command;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.plugin.PluginContext;
import dev.becas.orchestrator.alert.HealthCheck;
import dev.becas.orchestrator.gold.GoldExam;
import dev.becas.orchestrator.lineage.Ancestry;
import dev.becas.orchestrator.lineage.Lineage;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.promotion.Floors;
import dev.becas.orchestrator.promotion.Rollback;
import dev.becas.orchestrator.promotion.VersionCleanUp;
import dev.becas.orchestrator.settings.OrchestratorSettings;
import dev.becas.orchestrator.trigger.Budgets;
import dev.becas.orchestrator.trigger.Thresholds;
import java.util.ArrayList;
import java.util.List;

/// All commands of the orchestrator.
public final class OrchestratorCommands {
    private OrchestratorCommands() {}

    public static List<Command> of(
            PluginContext context,
            OrchestratorSettings settings,
            Pipelines pipelines,
            Rollback rollback,
            HealthCheck health,
            VersionCleanUp cleanUp,
            Budgets budgets,
            GoldExam exam) {
        Desk desk = new Desk(context);
        List<Command> commands = new ArrayList<>();
        commands.addAll(new ApprovalCommands(desk, pipelines).all());
        commands.addAll(new ModelCommands(desk, cleanUp).all());
        commands.add(new ModelExport(desk).command());
        commands.add(new EvalCommand(desk, exam).command());
        commands.addAll(new PromotionCommands(desk, pipelines, rollback, new Floors(settings)).all());
        commands.addAll(new PipelineCommands(desk, pipelines, new Thresholds(settings), budgets).all());
        commands.addAll(new TrainingCommands(desk).all());
        commands.addAll(new AlertCommands(desk).all());
        commands.add(new LineageCommand(new Lineage(context.store()), new Ancestry(context.store())).command());
        commands.add(new StatusCommand(desk, health).command());
        commands.add(new DoctorCommand(new Diagnosis(desk, settings, budgets)).command());
        return List.copyOf(commands);
    }
}
