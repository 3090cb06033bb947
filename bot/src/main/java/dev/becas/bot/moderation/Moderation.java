package dev.becas.bot.moderation;

import dev.becas.bot.moderation.links.LinkAnalyser;
import dev.becas.bot.moderation.links.OfficialDomains;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.bus.SubscriptionOptions;
import dev.becas.kernel.model.AnswerTimes;
import dev.becas.kernel.model.ModelSettings;
import dev.becas.kernel.plugin.PluginContext;
import java.io.IOException;

/// Puts moderation together and hangs it on the bus.
public final class Moderation {
    private static final SubscriptionOptions OPTIONS = new SubscriptionOptions(2, 512, 4);

    private Moderation() {}

    /// Starts the subscription `<plugin>.moderation` and the worker of actions.
    ///
    /// @throws IOException when the list of official domains cannot be read
    public static void start(PluginContext context) throws Exception {
        ModerationSettings settings = context.settings("moderation", ModerationSettings.DEFAULTS);
        ModelSettings model = context.settings("model", ModelSettings.DEFAULTS);
        ModelPanel models = new ModelPanel(context.models(), context.services(), model.deadline(), context.metrics());
        context.provide(AnswerTimes.class, "moderation", models::times);
        LinkAnalyser links = new LinkAnalyser(OfficialDomains.shipped());
        Pipeline pipeline = new Pipeline(context.policies(), links, models, settings, context.metrics());
        ModerationHandler handler = new ModerationHandler(
                pipeline, context.contents(), context.reviews(), new CleanSamples(context.config()), context.store());
        context.work(GatewayActions.KIND, new ActionWorker(context.services()));
        context.subscribe(Subscription.to(context.pluginId() + ".moderation", handler, ModerationHandler.events())
                .with(OPTIONS));
    }
}
