package dev.becas.bot.moderation;

import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.DecisionFlow.ActionExecuted;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.review.ReviewItem;
import dev.becas.kernel.review.ReviewQueue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// All that a judgement leads to, made before the writer is asked for: writing it is rows and nothing else.
///
/// @param events in the order in which they are told
/// @param questions for people
/// @param order what the gateway shall do, if anything
record Consequences(
        ReviewQueue queue,
        String decisionId,
        List<FlowEvent> events,
        List<ReviewItem> questions,
        @Nullable ActionExecuted order)
        implements Effect {
    Consequences {
        events = List.copyOf(events);
        questions = List.copyOf(questions);
    }

    @Override
    public void write(Tx tx) {
        events.forEach(tx::publish);
        questions.forEach(item -> queue.ask(tx, item));
        if (order != null) {
            tx.outbox(GatewayActions.KIND, decisionId, order.head().id(), order);
        }
    }
}
