package dev.becas.bot.demo;

import dev.becas.bot.app.App;
import dev.becas.bot.replay.ReplayGateway;
import dev.becas.kernel.bus.SubscriptionCount;
import dev.becas.kernel.flow.DatasetFlow.DatasetFrozen;
import dev.becas.kernel.flow.PromotionFlow.AliasMoved;
import dev.becas.kernel.flow.PromotionFlow.StageChanged;
import dev.becas.kernel.flow.ShadowFlow.AbTestCompleted;
import dev.becas.kernel.flow.TrainingFlow.FineTuningCompleted;
import dev.becas.kernel.model.ComparisonReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/// Gathers the summary from the journal.
final class Report {
    private static final long KIB_PER_MIB = 1024;
    private static final int LOOKS_MAX = 30;
    private static final long LOOK_NANOS = 100_000_000;

    private final App app;
    private final Watch watch;

    Report(App app, Watch watch) {
        this.app = app;
        this.watch = watch;
    }

    Summary summary(
            long seed,
            String source,
            ReplayGateway.Replayed replayed,
            Map<String, Double> seconds,
            Evaluation.Result evaluation,
            Map<String, Object> rollback)
            throws IOException {
        List<SubscriptionCount> counts = countsAtRest();
        List<ComparisonReport> shadow = watch.milestones(AbTestCompleted.class).stream()
                .map(AbTestCompleted::report)
                .toList();
        return new Summary(
                seed,
                source,
                (int) watch.count("message.seen"),
                replayed.badLines(),
                Map.copyOf(seconds),
                watch.byName(),
                counts,
                watch.examples(),
                watch.rejected(),
                datasets(),
                training(),
                evaluation.scores(),
                evaluation.verdicts(),
                shadow,
                decisions(),
                promotion(),
                rollback,
                watch.answers(),
                peakMemoryMiB(),
                problems(counts));
    }

    /// The counts once cursors that only passed events are written too, which takes a moment of rest.
    private List<SubscriptionCount> countsAtRest() {
        List<SubscriptionCount> counts = app.kernel().bus().counts();
        for (int look = 0; look < LOOKS_MAX && counts.stream().anyMatch(c -> c.pending() > 0); look++) {
            LockSupport.parkNanos(LOOK_NANOS);
            counts = app.kernel().bus().counts();
        }
        return counts;
    }

    private List<Map<String, Object>> datasets() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (DatasetFrozen frozen : watch.milestones(DatasetFrozen.class)) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("category", frozen.dataset().category());
            row.put("datasetId", frozen.dataset().datasetId());
            row.put("contentHash", frozen.dataset().contentHash());
            row.put("train", frozen.dataset().trainCount());
            row.put("evaluation", frozen.dataset().evalCount());
            row.put("straddlingClusters", frozen.dataset().straddlingClusters());
            row.put("byTier", frozen.dataset().byTier());
            row.put("byLabel", frozen.dataset().byLabel());
            row.put("byLabelSource", frozen.dataset().byLabelSource());
            row.put("averageScoreBp", frozen.dataset().averageScoreBp());
            rows.add(row);
        }
        return rows;
    }

    private List<Map<String, Object>> training() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (FineTuningCompleted done : watch.milestones(FineTuningCompleted.class)) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("target", done.request().target());
            row.put("datasetId", done.request().datasetId());
            row.put("digest", done.result().digest());
            row.put("metrics", new TreeMap<>(done.result().metrics()));
            row.put("intervals", new TreeMap<>(done.result().intervals()));
            rows.add(row);
        }
        return rows;
    }

    /// What came of each target: its last report, else why there is none.
    private Map<String, Object> decisions() {
        Map<String, Object> decisions = new TreeMap<>();
        for (StageChanged change : watch.milestones(StageChanged.class)) {
            decisions.put(change.target(), Map.of("recommendation", "none", "reasoning", List.of(change.reason())));
        }
        for (AbTestCompleted test : watch.milestones(AbTestCompleted.class)) {
            decisions.put(
                    test.target(),
                    Map.of(
                            "recommendation",
                            test.report().recommendation(),
                            "reasoning",
                            test.report().reasoning()));
        }
        return decisions;
    }

    private List<Map<String, Object>> promotion() {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (AliasMoved move : watch.milestones(AliasMoved.class)) {
            rows.add(Map.of(
                    "at",
                    move.head().at().toString(),
                    "target",
                    move.target(),
                    "version",
                    move.version(),
                    "sharePercent",
                    move.sharePercent(),
                    "by",
                    move.by(),
                    "reason",
                    move.reason()));
        }
        return rows;
    }

    private List<String> problems(List<SubscriptionCount> counts) {
        List<String> problems = new ArrayList<>();
        counts.stream().filter(c -> !c.addsUp()).forEach(c -> problems.add("counts do not add up: " + c));
        counts.stream()
                .filter(c -> c.pending() > 0)
                .forEach(c -> problems.add(c.name() + " has " + c.pending() + " events pending"));
        counts.stream()
                .filter(c -> c.dead() > 0)
                .forEach(c ->
                        problems.add(c.name() + " has " + c.dead() + " dead letters; see `becas events dead-letters`"));
        if (watch.count("message.seen") + watch.count("message.edited") != watch.count("message.decided")) {
            problems.add(watch.count("message.seen") + " messages and " + watch.count("message.edited") + " edits but "
                    + watch.count("message.decided") + " decisions");
        }
        return problems;
    }

    private static long peakMemoryMiB() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (!Files.exists(status)) {
            return Runtime.getRuntime().totalMemory() / (KIB_PER_MIB * KIB_PER_MIB);
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(l -> l.startsWith("VmHWM:"))
                    .map(l -> Long.parseLong(l.replaceAll("\\D", "")) / KIB_PER_MIB)
                    .findFirst()
                    .orElse(0L);
        }
    }
}
