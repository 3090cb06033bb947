package dev.becas.finetuning;

import dev.becas.finetuning.collect.DecisionReader;
import dev.becas.finetuning.daily.DailyJobs;
import dev.becas.finetuning.erasure.ErasureWork;
import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Handler;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.ClockTicked;
import dev.becas.kernel.flow.DecisionFlow.AiCorrection;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.MessageFlow.AuthorErased;
import dev.becas.kernel.flow.Verdict;
import dev.becas.kernel.id.Ids;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Collects, and keeps what else belongs into the order of the same lane: what the AI had said where a person corrected
/// it, the time of day, and erasures. An erasure comes after everything of its batch, so that nothing which was read
/// before it is written after it.
final class CollectLane implements Handler {
    private final Handler collect;
    private final DailyJobs daily;

    CollectLane(Handler collect, DailyJobs daily) {
        this.collect = collect;
        this.daily = daily;
    }

    /// The classes of events that it wants.
    static Set<Class<? extends FlowEvent>> events() {
        Set<Class<? extends FlowEvent>> events = new HashSet<>(DecisionReader.events());
        events.add(AuthorErased.class);
        events.add(ClockTicked.class);
        return events;
    }

    @Override
    public Effect handle(List<Delivery> batch) throws Exception {
        List<Delivery> decisions = new ArrayList<>();
        List<AiCorrection> corrections = new ArrayList<>();
        List<AuthorErased> erasures = new ArrayList<>();
        List<ClockTicked> ticks = new ArrayList<>();
        for (Delivery delivery : batch) {
            if (delivery.event() instanceof AuthorErased erased) {
                erasures.add(erased);
                continue;
            }
            if (delivery.event() instanceof ClockTicked tick) {
                ticks.add(tick);
                continue;
            }
            decisions.add(delivery);
            if (delivery.event() instanceof AiCorrection correction
                    && !correction.original().label().equals(correction.label())) {
                corrections.add(correction);
            }
        }
        Effect collected = decisions.isEmpty() ? Effect.NOTHING : collect.handle(decisions);
        return collected.then(tx -> {
            corrections.forEach(correction -> keepRejected(tx, correction));
            erasures.forEach(erased -> ErasureWork.ask(tx, erased));
            ticks.forEach(tick -> daily.ask(tx, tick));
        });
    }

    @Override
    public void lost() {
        collect.lost();
    }

    private static void keepRejected(Tx tx, AiCorrection correction) {
        tx.execute(
                "INSERT INTO finetuning_rejected (example, output) VALUES (?, ?) ON CONFLICT DO NOTHING",
                Ids.derive(correction.head().id(), "example", 0),
                output(correction.original()));
    }

    /// As an example's output is written: a space, the label, and our own reason.
    private static String output(Verdict said) {
        String because = said.reasons().isEmpty()
                ? ""
                : " because " + said.reasons().getFirst().sentence().strip();
        return " " + said.label() + because;
    }
}
