package dev.becas.bot.demo;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.flow.DatasetFlow.DatasetFrozen;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.flow.PromotionFlow.StageChanged;
import dev.becas.kernel.flow.ShadowFlow.AbTestCompleted;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.flow.TrainingFlow.FineTuningFailed;
import dev.becas.kernel.flow.TrainingFlow.TrainingRequested;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.signal.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The demo's one table: a row for each stage in the order in which messages travel, a column for each category.
final class Table {
    /// No line is longer.
    static final int WIDTH = 78;
    /// No table is higher.
    static final int HEIGHT = 21;

    private static final List<Category> COLUMNS =
            List.of(Categories.named(Categories.VIOLATION), Categories.named(Categories.SCAM));
    private static final int LABEL = 18;
    private static final int COLUMN = 29;
    private static final int LONG_BAR = 30;
    private static final int SHORT_BAR = 8;
    private static final int BAR_MIN = 3;

    private final Watch watch;
    private final Moment moment;

    private Table(Watch watch, Moment moment) {
        this.watch = watch;
        this.moment = moment;
    }

    /// What the journal does not tell.
    ///
    /// @param share of the conversation that is done, in [0, 1]
    /// @param day of the conversation; null at its end
    /// @param training how far each training job is, by its id
    /// @param shadow how each target's shadow test stands
    /// @param drill what came of the roll-back drill; empty before it
    record Moment(
            double share,
            Duration elapsed,
            @Nullable String day,
            Map<String, Progress> training,
            Map<String, ShadowCount> shadow,
            String drill) {}

    /// @param pairs requests that both answered
    /// @param differ of them with different answers, when they were last looked at
    record ShadowCount(long pairs, int differ) {}

    /// The lines of the table.
    static List<String> lines(Watch watch, Moment moment) {
        return new Table(watch, moment).lines();
    }

    private List<String> lines() {
        List<String> lines = new ArrayList<>();
        String day = moment.day();
        lines.add(say(
                "  %-16s%s %3.0f %%  %s  %s",
                "Becas demo",
                bar(moment.share(), LONG_BAR),
                moment.share() * 100,
                time(moment.elapsed()),
                day == null ? "" : day));
        lines.add("");
        lines.add(row("", Category::title));
        lines.add(one("messages", watch.count("message.seen")));
        lines.add(one("decisions", watch.count("message.decided")));
        lines.add(one("actions done", watch.actionsDone()));
        lines.add(row("events to learn", c -> number(watch.count(c.event()))));
        lines.add(row("answers by people", c -> number(watch.answersAbout(c.name()))));
        for (String tier : List.of("gold", "silver", "bronze")) {
            lines.add(row("examples, " + tier, c -> number(watch.examplesOf(c.name(), tier))));
        }
        lines.add("");
        lines.add(row(
                "stage",
                c -> watch.stages().getOrDefault(target(c), "collecting").replace('_', ' ')));
        lines.add(row("dataset", this::dataset));
        lines.add(row("training", this::training));
        lines.add(row("shadow test", this::shadow));
        lines.add(row("report", this::report));
        lines.add(row("who answers", this::alias));
        lines.add(row("requests answered", this::answered));
        lines.add(say("  %-" + LABEL + "s%s", "roll-back drill", moment.drill()).stripTrailing());
        return lines;
    }

    private String dataset(Category category) {
        return watch.last(DatasetFrozen.class, e -> e.dataset().category().equals(category.name()))
                .map(e -> say(
                        "%,d + %,d held out",
                        e.dataset().trainCount(), e.dataset().evalCount()))
                .orElse("");
    }

    private String training(Category category) {
        String target = target(category);
        List<TrainingRequested> begun = watch.milestones(TrainingRequested.class).stream()
                .filter(e -> e.request().target().equals(target))
                .toList();
        int done = count(FineTuningCompleted.class, e -> e.request().target().equals(target));
        int failed = count(FineTuningFailed.class, e -> e.request().target().equals(target));
        if (begun.size() > done + failed) {
            Progress at = moment.training().get(begun.getLast().request().jobId());
            return at == null ? bar(0, SHORT_BAR) : progress(at);
        }
        return done == 0 ? "" : bar(1, SHORT_BAR) + " done" + (done == 1 ? "" : " (" + done + " times)");
    }

    /// The step of all steps, the loss where there is one, the time that is left; a bar where that leaves room.
    private static String progress(Progress at) {
        Double loss = at.figures().get("loss");
        String text = say(" %d/%d", at.step(), at.steps())
                + (loss == null ? "" : say(" loss %.2f", loss))
                + say(" %s left", time(Duration.ofSeconds(at.etaSeconds())));
        int room = Math.min(SHORT_BAR, COLUMN - 1 - text.length());
        return room < BAR_MIN ? text.strip() : bar(at.share(), room) + text;
    }

    private String shadow(Category category) {
        ShadowCount count = moment.shadow().get(target(category));
        return count == null ? "" : say("%,d pairs, %,d differ", count.pairs(), count.differ());
    }

    private String report(Category category) {
        return watch.last(AbTestCompleted.class, e -> e.category().equals(category.name()))
                .map(e -> e.report().recommendation())
                .orElseGet(() -> endedBefore(category));
    }

    /// The first words of why a round came to no shadow test; empty when none ended so.
    private String endedBefore(Category category) {
        return watch.last(StageChanged.class, e -> e.target().equals(target(category)))
                .filter(e -> e.to().equals("collecting") || e.to().equals("failed"))
                .map(e -> e.reason().split(":", 2)[0])
                .orElse("");
    }

    private String alias(Category category) {
        AliasMoved alias = watch.aliases().get(target(category));
        if (alias == null) {
            return "";
        }
        String fallback = alias.fallback();
        boolean all = alias.sharePercent() == 100 || fallback == null;
        return all
                ? version(alias.version()) + " all"
                : bar(alias.sharePercent() / 100.0, SHORT_BAR)
                        + say(" %s %d %%", version(alias.version()), alias.sharePercent());
    }

    private String answered(Category category) {
        StringBuilder text = new StringBuilder();
        watch.answers().forEach((version, n) -> {
            if (version.startsWith(target(category) + "-v")) {
                text.append(text.isEmpty() ? "" : "  ").append(say("%s %,d", version(version), n));
            }
        });
        return text.toString();
    }

    private <E extends FlowEvent> int count(Class<E> type, Predicate<E> which) {
        return (int) watch.milestones(type).stream().filter(which).count();
    }

    private static String one(String label, long value) {
        return say("  %-" + LABEL + "s%s", label, number(value));
    }

    private static String row(String label, Function<Category, String> cell) {
        StringBuilder line = new StringBuilder(say("  %-" + LABEL + "s", label));
        for (Category category : COLUMNS) {
            line.append(say("%-" + COLUMN + "s", cut(cell.apply(category))));
        }
        return line.toString().stripTrailing();
    }

    /// A cell never pushes its neighbour away.
    private static String cut(String cell) {
        return cell.length() < COLUMN ? cell : cell.substring(0, COLUMN - 2) + "…";
    }

    private static String target(Category category) {
        return ModelVersion.target(category.family(), category.name());
    }

    /// A version's name without its target, such as `v3`.
    static String version(String name) {
        return name.substring(name.lastIndexOf("-v") + 1);
    }

    private static String number(long value) {
        return say("%,d", value);
    }

    private static String bar(double share, int width) {
        int full = (int) Math.round(Math.min(1, Math.max(0, share)) * width);
        return "█".repeat(full) + "░".repeat(width - full);
    }

    /// Minutes and seconds.
    static String time(Duration elapsed) {
        return say("%d:%02d", elapsed.toMinutes(), elapsed.toSecondsPart());
    }

    private static String say(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
