package dev.becas.example;

import dev.becas.kernel.bus.Handler;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.content.Content;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.ExampleFlow.CustomExample;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;
import java.util.Optional;
import java.util.Set;

/// What moderators want done about messages, as examples of which action fits: a whole collector in one class.
public final class ExampleCollector implements BecasPlugin {
    private static final String ABOUT = "moderation_decision";

    @Override
    public void start(PluginContext context) throws Exception {
        Handler collect = batch -> {
            var examples = batch.stream()
                    .flatMap(delivery -> example((LabelGiven) delivery.event(), context).stream())
                    .toList();
            return tx -> examples.forEach(tx::publish);
        };
        context.subscribe(Subscription.to(context.pluginId() + ".actions", collect, Set.of(LabelGiven.class)));
    }

    private static Optional<CustomExample> example(LabelGiven given, PluginContext context) {
        EventHead head = given.head().next("custom.example", 0);
        String action = given.human().action();
        String why = given.human().reasonContentId();
        Optional<Content> message =
                action.isEmpty() ? Optional.empty() : context.contents().find(given.contentId());
        return message.map(text -> new CustomExample(
                head, ABOUT, action, text.id(), why, 1, "success", LabelSource.HUMAN, text.provenance()));
    }
}
