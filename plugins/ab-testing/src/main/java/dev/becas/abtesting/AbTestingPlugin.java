package dev.becas.abtesting;

import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.bus.SubscriptionOptions;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;

/// Shadow tests: a candidate answers what the live model answered, people say who was right, and a rule that cannot be
/// fooled by looking often says whether to promote.
public final class AbTestingPlugin implements BecasPlugin {

    private static final String SECTION = "abtest";

    /// One lane, because the shadow answers at low priority; small batches, because each may ask a language model.
    private static final SubscriptionOptions OPTIONS = new SubscriptionOptions(1, 128, 4);

    @Override
    public void start(PluginContext context) throws Exception {
        AbTestSettings settings = context.settings(SECTION, AbTestSettings.DEFAULTS);
        TestTable tests = new TestTable(context.store());
        PairTable pairs = new PairTable(context.store());
        LabelQueue queue = new LabelQueue(context.reviews());
        for (Command command : new AbTestCommands(context, tests).all()) {
            context.command(command);
        }
        context.work(DecisionLook.KIND, new DecisionLook(tests, pairs, context.models(), queue));
        ShadowHandler handler = new ShadowHandler(context, settings, tests, pairs, queue);
        context.subscribe(Subscription.to(context.pluginId() + ".shadow", handler, ShadowHandler.EVENTS)
                .with(OPTIONS));
    }
}
