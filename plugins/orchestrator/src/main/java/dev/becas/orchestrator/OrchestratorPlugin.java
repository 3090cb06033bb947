package dev.becas.orchestrator;

import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;
import dev.becas.kernel.time.BecasClock;
import dev.becas.orchestrator.alert.Alerts;
import dev.becas.orchestrator.alert.HealthCheck;
import dev.becas.orchestrator.alert.ResponseTime;
import dev.becas.orchestrator.alert.Webhook;
import dev.becas.orchestrator.command.OrchestratorCommands;
import dev.becas.orchestrator.erasure.Retraining;
import dev.becas.orchestrator.follow.Candidates;
import dev.becas.orchestrator.follow.FollowWork;
import dev.becas.orchestrator.follow.GoldWork;
import dev.becas.orchestrator.follow.Inbox;
import dev.becas.orchestrator.gold.GoldExam;
import dev.becas.orchestrator.pipeline.PipelineRows;
import dev.becas.orchestrator.pipeline.Pipelines;
import dev.becas.orchestrator.pipeline.StateMachine;
import dev.becas.orchestrator.promotion.Guardrails;
import dev.becas.orchestrator.promotion.RollOut;
import dev.becas.orchestrator.promotion.Rollback;
import dev.becas.orchestrator.promotion.VersionCleanUp;
import dev.becas.orchestrator.report.MonthlyReports;
import dev.becas.orchestrator.settings.AlertSettings;
import dev.becas.orchestrator.settings.OrchestratorSettings;
import dev.becas.orchestrator.trigger.Budgets;
import dev.becas.orchestrator.trigger.Clockwork;
import dev.becas.orchestrator.watch.Watch;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Leads each target from collecting to deployed and round again.
///
/// Under the wall clock guardrails are looked at after every batch of answers and corrections, so that a bad version is
/// gone within seconds. Under a conversation's clock only the ticks decide who answers, so that a replay can be
/// repeated.
public final class OrchestratorPlugin implements BecasPlugin {
    private final Predicate<BecasClock> guardsBetweenTicks;
    private @Nullable Webhook webhook;

    public OrchestratorPlugin() {
        this(clock -> !(clock instanceof BecasClock.Conversation));
    }

    OrchestratorPlugin(Predicate<BecasClock> guardsBetweenTicks) {
        this.guardsBetweenTicks = guardsBetweenTicks;
    }

    @Override
    public void start(PluginContext context) throws Exception {
        OrchestratorSettings settings = context.settings("orchestrator", OrchestratorSettings.DEFAULTS);
        AlertSettings alertSettings = context.settings("alerts", AlertSettings.DEFAULTS);
        boolean live = guardsBetweenTicks.test(context.clock());

        Alerts alerts = new Alerts(!alertSettings.webhook().isEmpty());
        Pipelines pipelines = new Pipelines(new StateMachine(settings.shares()), alerts);
        Rollback rollback = new Rollback(context.models(), pipelines);
        RollOut rollOut = new RollOut(settings, pipelines, new Guardrails(alertSettings.errorRate()), rollback, alerts);
        VersionCleanUp cleanUp = new VersionCleanUp(context.store(), context.models(), context.dataFolder(), settings);
        Budgets budgets = new Budgets(context.services(), settings.budget());
        ResponseTime responses = new ResponseTime(context.services());
        HealthCheck health = new HealthCheck(
                alertSettings, alerts, context.models(), live ? () -> machine(context, responses) : Map::of, budgets);
        Retraining retraining = new Retraining(context.models(), pipelines, alerts, budgets, settings.autoFineTune());
        Clockwork clockwork = new Clockwork(
                context.store(),
                context.services(),
                context.models(),
                settings,
                pipelines,
                rollOut,
                health,
                cleanUp,
                budgets,
                retraining);
        GoldExam exam =
                new GoldExam(context.dataFolder(), context.services(), settings.minImprovement(), settings.seed());

        context.bus().write("open pipelines", tx -> openPipelines(tx, settings, context));
        context.work(Pipelines.FOLLOW, new FollowWork(context.models(), pipelines, settings));
        context.work(Pipelines.GOLD, new GoldWork(context.store(), context.models(), pipelines, exam));
        context.work(VersionCleanUp.KIND, cleanUp);
        context.work(
                MonthlyReports.KIND,
                new MonthlyReports(context.store(), context.models(), budgets, context.dataFolder()));
        if (!alertSettings.webhook().isEmpty()) {
            webhook = new Webhook(alertSettings.webhook(), alertSettings.webhookTimeout());
            context.work(Webhook.KIND, webhook);
        }
        Watch.AfterCounting guard = live ? rollOut::guard : Watch.AfterCounting.NOTHING;
        context.subscribe(Subscription.to(
                "orchestrator.watch",
                new Watch(context.store(), context.models().aliases(), guard),
                Watch.WANTED));
        context.subscribe(Subscription.to(
                "orchestrator.pipeline",
                new Inbox(context.store(), pipelines, new Candidates(context.models()), clockwork, retraining),
                Inbox.WANTED));
        OrchestratorCommands.of(context, settings, pipelines, rollback, health, cleanUp, budgets, exam)
                .forEach(context::command);
    }

    private static void openPipelines(Tx tx, OrchestratorSettings settings, PluginContext context) {
        for (String category : settings.categories()) {
            String target = ModelVersion.target(Categories.named(category).family(), category);
            PipelineRows.open(tx.sql(), target, category, context.clock().instant());
        }
    }

    private static Map<String, Double> machine(PluginContext context, ResponseTime responses) {
        Map<String, Double> figures = new TreeMap<>();
        figures.put("queue", (double) context.reviews().openCount());
        responses.meanMsSinceLastLook().ifPresent(mean -> figures.put("responseMs", mean));
        return figures;
    }

    @Override
    public void stop() {
        if (webhook != null) {
            webhook.close();
        }
    }
}
