package dev.becas.finetuning;

import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Handler;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.DecisionFlow.AiCorrection;
import dev.becas.kernel.flow.Verdict;
import dev.becas.kernel.id.Ids;
import java.util.List;

/// Collects, and keeps what else belongs into the order of the same lane: what the AI had said where a person corrected
/// it.
final class CollectLane implements Handler {
    private final Handler collect;

    CollectLane(Handler collect) {
        this.collect = collect;
    }

    @Override
    public Effect handle(List<Delivery> batch) throws Exception {
        List<AiCorrection> corrections = batch.stream()
                .map(Delivery::event)
                .filter(AiCorrection.class::isInstance)
                .map(AiCorrection.class::cast)
                .filter(correction -> !correction.original().label().equals(correction.label()))
                .toList();
        return collect.handle(batch).then(tx -> corrections.forEach(correction -> keepRejected(tx, correction)));
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
