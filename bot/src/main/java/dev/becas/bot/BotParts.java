package dev.becas.bot;

import dev.becas.bot.moderation.Moderation;
import dev.becas.bot.review.ReviewParts;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;

/// What the bot itself hangs on the kernel, under the id `bot`: moderation and review.
public final class BotParts implements BecasPlugin {
    /// The id, and the prefix of its subscriptions.
    public static final String ID = "bot";

    @Override
    public void start(PluginContext context) throws Exception {
        Moderation.start(context);
        new ReviewParts().start(context);
    }
}
