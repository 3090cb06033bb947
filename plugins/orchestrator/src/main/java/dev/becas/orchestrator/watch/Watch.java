package dev.becas.orchestrator.watch;

import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Handler;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.flow.DecisionFlow.AiCorrection;
import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.DecisionFlow.ScamDetected;
import dev.becas.kernel.flow.DecisionFlow.ViolationDetected;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.ExampleFlow.ExampleCollected;
import dev.becas.kernel.flow.ExampleFlow.ExampleRejected;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.Judged;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.flow.TrainingFlow.FineTuningFailed;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.Aliases;
import dev.becas.kernel.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Counts what versions answer and what people say about it. After each batch somebody may look at the counts.
public final class Watch implements Handler {
    /// What it listens to.
    public static final Set<Class<? extends FlowEvent>> WANTED = Set.of(
            ModelAnswered.class,
            MessageDecided.class,
            AiCorrection.class,
            ViolationDetected.class,
            ScamDetected.class,
            ExampleCollected.class,
            ExampleRejected.class,
            FineTuningCompleted.class,
            FineTuningFailed.class);

    private final Store store;
    private final Aliases aliases;
    private final AfterCounting afterCounting;

    /// Looks at the counts in the transaction that wrote them.
    @FunctionalInterface
    public interface AfterCounting {
        AfterCounting NOTHING = (tx, last) -> {};

        /// @param last the head of the batch's last event
        void look(Tx tx, EventHead last);
    }

    public Watch(Store store, Aliases aliases, AfterCounting afterCounting) {
        this.store = store;
        this.aliases = aliases;
        this.afterCounting = afterCounting;
    }

    @Override
    public Effect handle(List<Delivery> batch) {
        Counts counts = new Counts();
        batch.forEach(delivery -> count(delivery.event(), counts));
        EventHead last = batch.getLast().event().head();
        return tx -> {
            counts.write(tx.sql());
            afterCounting.look(tx, last);
        };
    }

    private void count(FlowEvent event, Counts counts) {
        EventHead head = event.head();
        switch (event) {
            case ModelAnswered answered -> answered(answered, counts);
            case MessageDecided decided -> {
                counts.add(Count.DECIDED, decided.category(), head.at());
                if (decided.decidedBy().equals("fallback")) {
                    counts.add(Count.FALLBACK, decided.category(), head.at());
                }
            }
            case AiCorrection correction -> corrected(correction, counts);
            case ViolationDetected violation -> confirmed(Categories.VIOLATION, head, violation.judged(), counts);
            case ScamDetected scam -> confirmed(Categories.SCAM, head, scam.judged(), counts);
            case ExampleCollected example -> counts.add(Count.COLLECTED, example.aboutCategory(), head.at());
            case ExampleRejected example -> counts.add(Count.REJECTED, example.category(), head.at());
            case FineTuningCompleted done ->
                counts.add(Count.TRAINED, done.request().category(), head.at());
            case FineTuningFailed failed ->
                counts.add(Count.TRAINING_FAILED, failed.request().category(), head.at());
            default -> throw new IllegalArgumentException("nobody asked for " + event.wireName());
        }
    }

    private void answered(ModelAnswered answered, Counts counts) {
        counts.add(Count.ANSWERED, answered.version(), answered.head().at());
        counts.add(Count.CONFIDENCE, answered.version(), answered.head().at(), answered.confidence());
        if (Categories.find(answered.category())
                .map(Category::actLabels)
                .orElse(List.of())
                .contains(answered.label())) {
            counts.add(Count.ACTED, answered.version(), answered.head().at());
        }
        aliases.route(answered.target(), answered.requestId())
                .filter(asked -> !asked.equals(answered.version()))
                .ifPresent(asked ->
                        counts.add(Count.UNAVAILABLE, asked, answered.head().at()));
    }

    private void corrected(AiCorrection correction, Counts counts) {
        counts.add(
                Count.CORRECTED, correction.aboutCategory(), correction.head().at());
        Optional<Count> kind = switch (correction.mistake()) {
            case "false_alarm" -> Optional.of(Count.FALSE_ALARM);
            case "missed" -> Optional.of(Count.MISSED);
            default -> Optional.empty();
        };
        kind.ifPresent(count -> versionBehind(correction.decisionId(), correction.aboutCategory())
                .ifPresent(
                        version -> counts.add(count, version, correction.head().at())));
    }

    private static void confirmed(String category, EventHead head, Judged judged, Counts counts) {
        if (judged.human() != null) {
            counts.add(Count.CONFIRMED, category, head.at());
        }
    }

    /// The version that answered for a category before a decision: its answer has the decision, or the decision's own
    /// cause, for its cause.
    private Optional<String> versionBehind(String decisionId, String category) {
        return store
                .read(h -> h.createQuery("""
                        SELECT a.body FROM journal a WHERE a.name = 'model.answered'
                          AND a.cause IN (:decision, (SELECT d.cause FROM journal d WHERE d.id = :decision AND d.cause <> ''))""")
                        .bind("decision", decisionId)
                        .mapTo(String.class)
                        .list())
                .stream()
                .map(body -> Json.read(body, Behind.class))
                .filter(answer -> answer.category().equals(category))
                .map(Behind::version)
                .findFirst();
    }

    private record Behind(String category, String version) {}
}
