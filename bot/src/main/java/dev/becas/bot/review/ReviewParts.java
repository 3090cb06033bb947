package dev.becas.bot.review;

import dev.becas.bot.moderation.ModerationSettings;
import dev.becas.bot.moderation.SeenMessages;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import dev.becas.kernel.plugin.PluginContext;
import java.util.Set;

/// Puts review together: the subscription that concludes from answers, and the commands.
public final class ReviewParts {
    /// Starts it within the bot's own context.
    public void start(PluginContext context) throws Exception {
        SeenMessages messages = new SeenMessages(context.store());
        boolean acts =
                context.settings("moderation", ModerationSettings.DEFAULTS).acts();
        LabelHandler handler =
                new LabelHandler(messages, new Originals(context.bus().journal()), acts);
        context.subscribe(Subscription.to(context.pluginId() + ".review", handler, Set.of(LabelGiven.class)));
        new ReviewCommands(context).all().forEach(context::command);
        new ExplainCommand(context, messages).all().forEach(context::command);
    }
}
