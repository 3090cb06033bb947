package dev.becas.bot.moderation;

import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.flow.DecisionFlow.ActionExecuted;
import dev.becas.kernel.plugin.Services;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives actions to the gateway that is there; without one they are only logged.
final class ActionWorker implements OutboxWorker {
    private static final Logger LOG = LoggerFactory.getLogger(ActionWorker.class);

    private final Services services;

    ActionWorker(Services services) {
        this.services = services;
    }

    @Override
    public Effect perform(OutboxItem item) throws Exception {
        ActionExecuted action = item.payload(ActionExecuted.class);
        Optional<GatewayActions> gateway = services.find(GatewayActions.class);
        if (gateway.isPresent()) {
            gateway.get().perform(item.key(), action);
        } else {
            LOG.info("no gateway: {} for message {} was not carried out", action.action(), action.messageId());
        }
        return Effect.NOTHING;
    }
}
