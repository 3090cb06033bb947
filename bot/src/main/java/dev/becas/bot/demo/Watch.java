package dev.becas.bot.demo;

import dev.becas.kernel.bus.Bus;
import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.flow.DatasetFlow.DatasetFrozen;
import dev.becas.kernel.flow.DatasetFlow.DatasetRefused;
import dev.becas.kernel.flow.DecisionFlow.ActionExecuted;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.ExampleFlow.ExampleCollected;
import dev.becas.kernel.flow.ExampleFlow.ExampleRejected;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.flow.PromotionFlow.Promoted;
import dev.becas.kernel.flow.PromotionFlow.PromotionAnswered;
import dev.becas.kernel.flow.PromotionFlow.ReadyForPromotion;
import dev.becas.kernel.flow.PromotionFlow.RolledBack;
import dev.becas.kernel.flow.PromotionFlow.StageChanged;
import dev.becas.kernel.flow.ShadowFlow.AbTestCompleted;
import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.flow.TrainingFlow.FineTuningFailed;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import dev.becas.kernel.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Reads along in the journal and keeps what the demo shows. After a kill it begins at the journal's beginning again.
final class Watch {
    private static final int AT_ONCE = 4_000;

    private final Bus bus;
    private long seq;
    private final Map<String, Long> byName = new TreeMap<>();
    private final Map<String, Integer> examples = new TreeMap<>();
    private final Map<String, Integer> rejected = new TreeMap<>();
    private final Map<String, String> stages = new TreeMap<>();
    private final Map<String, AliasMoved> aliases = new TreeMap<>();
    private final Map<String, Integer> answers = new TreeMap<>();
    private final Map<String, Long> labels = new TreeMap<>();
    private long actionsDone;
    private final List<FlowEvent> milestones = new ArrayList<>();

    Watch(Bus bus) {
        this.bus = bus;
    }

    /// Reads to the journal's end.
    synchronized void sync() {
        List<Delivery> next = bus.after(seq, AT_ONCE);
        while (!next.isEmpty()) {
            next.forEach(d -> see(d.event()));
            seq = next.getLast().seq();
            next = bus.after(seq, AT_ONCE);
        }
    }

    private void see(FlowEvent event) {
        byName.merge(event.wireName(), 1L, Long::sum);
        switch (event) {
            case ExampleCollected e ->
                examples.merge(
                        e.aboutCategory() + "/" + e.tier() + "/"
                                + Json.write(e.labelSource()).replace("\"", ""),
                        1,
                        Integer::sum);
            case ExampleRejected e -> rejected.merge(e.reason(), 1, Integer::sum);
            case StageChanged e -> {
                stages.put(e.target(), e.to());
                milestones.add(e);
            }
            case LabelGiven e -> labels.merge(e.category(), 1L, Long::sum);
            case ActionExecuted e -> actionsDone += e.observed() ? 0 : 1;
            case ModelAnswered e -> answers.merge(e.version(), 1, Integer::sum);
            case AliasMoved e -> {
                aliases.put(e.target(), e);
                milestones.add(e);
            }
            case DatasetFrozen e -> milestones.add(e);
            case DatasetRefused e -> milestones.add(e);
            case TrainingRequested e -> milestones.add(e);
            case FineTuningCompleted e -> milestones.add(e);
            case FineTuningFailed e -> milestones.add(e);
            case AbTestCompleted e -> milestones.add(e);
            case ReadyForPromotion e -> milestones.add(e);
            case PromotionAnswered e -> milestones.add(e);
            case Promoted e -> milestones.add(e);
            case RolledBack e -> milestones.add(e);
            default -> {}
        }
    }

    synchronized long count(String name) {
        return byName.getOrDefault(name, 0L);
    }

    synchronized Map<String, Long> byName() {
        return new TreeMap<>(byName);
    }

    /// Examples by `category/tier/labelSource`.
    synchronized Map<String, Integer> examples() {
        return new TreeMap<>(examples);
    }

    /// Examples about a category of one tier.
    synchronized long examplesOf(String category, String tier) {
        String prefix = category + "/" + tier + "/";
        return examples.entrySet().stream()
                .filter(e -> e.getKey().startsWith(prefix))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /// Labels that people gave about a category.
    synchronized long answersAbout(String category) {
        return labels.getOrDefault(category, 0L);
    }

    /// Actions that were not only observed.
    synchronized long actionsDone() {
        return actionsDone;
    }

    synchronized Map<String, Integer> rejected() {
        return new TreeMap<>(rejected);
    }

    synchronized Map<String, String> stages() {
        return new TreeMap<>(stages);
    }

    synchronized Map<String, AliasMoved> aliases() {
        return new TreeMap<>(aliases);
    }

    /// Answers by version.
    synchronized Map<String, Integer> answers() {
        return new TreeMap<>(answers);
    }

    /// The events of one class, of those that are kept.
    synchronized <E extends FlowEvent> List<E> milestones(Class<E> type) {
        return milestones.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /// The last event of one class, of those that are kept and that `which` holds for.
    <E extends FlowEvent> Optional<E> last(Class<E> type, Predicate<E> which) {
        return milestones(type).stream().filter(which).reduce((a, b) -> b);
    }

    /// Promotions that wait for this many more answers by version: those that nobody refused and too few approved.
    synchronized List<ReadyForPromotion> waiting() {
        return milestones(ReadyForPromotion.class).stream()
                .filter(r -> approvals(r.version()) < r.approvalsWanted())
                .toList();
    }

    private long approvals(String version) {
        return milestones(PromotionAnswered.class).stream()
                .filter(a -> a.version().equals(version))
                .mapToLong(a -> a.approved() ? 1 : Integer.MAX_VALUE)
                .sum();
    }
}
