package dev.becas.orchestrator.report;

import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.kernel.store.Store;
import dev.becas.orchestrator.alert.Alerts;
import dev.becas.orchestrator.pipeline.Rounds;
import dev.becas.orchestrator.trigger.Budgets;
import dev.becas.orchestrator.watch.Count;
import dev.becas.orchestrator.watch.Counts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Writes the report of a month that is over, once, as `reports/2026-01.md` and `.json` in the data folder.
public final class MonthlyReports implements OutboxWorker {
    /// The kind of the outside work.
    public static final String KIND = "monthly-report";

    private static final int ALERTS_MAX = 1_000;

    private final Store store;
    private final ModelRegistry models;
    private final Budgets budgets;
    private final Path folder;

    public MonthlyReports(Store store, ModelRegistry models, Budgets budgets, Path dataFolder) {
        this.store = store;
        this.models = models;
        this.budgets = budgets;
        this.folder = dataFolder.resolve("reports");
    }

    /// @param month such as `2026-01`
    record Due(String month) {}

    /// Asks for the report of the month before `tick`, where something was counted in it. Asked every day, because
    /// nobody may be awake on the first one; asking again changes nothing.
    public static void ask(Tx tx, EventHead tick) {
        YearMonth month = YearMonth.from(tick.at().atOffset(ZoneOffset.UTC)).minusMonths(1);
        if (Counts.any(tx.sql(), beginningOf(month), beginningOf(month.plusMonths(1)))) {
            tx.outbox(KIND, KIND + "/" + month, tick.id(), new Due(month.toString()));
        }
    }

    @Override
    public Effect perform(OutboxItem item) throws IOException {
        MonthlyReport report = of(YearMonth.parse(item.payload(Due.class).month()));
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(report.month() + ".md"), report.page());
        Files.writeString(folder.resolve(report.month() + ".json"), Json.pretty(report));
        return Effect.NOTHING;
    }

    private MonthlyReport of(YearMonth month) {
        Instant from = beginningOf(month);
        Instant to = beginningOf(month.plusMonths(1));
        return store.read(h -> new MonthlyReport(
                month,
                counts(h, from, to),
                Rounds.of(h, null).stream()
                        .filter(r -> isIn(r.beganAt(), from, to) || isIn(r.endedAt(), from, to))
                        .toList(),
                models.history(null).stream()
                        .filter(m -> isIn(m.at(), from, to))
                        .toList(),
                Alerts.list(h, true, ALERTS_MAX).stream()
                        .filter(a -> isIn(a.raisedAt(), from, to))
                        .toList(),
                budgets.used(to.minusMillis(1))));
    }

    private static Map<String, Double> counts(Handle sql, Instant from, Instant to) {
        Map<String, Double> counts = new TreeMap<>();
        for (Count count : Count.values()) {
            counts.put(count.column(), Counts.sum(sql, count, Counts.ALL, from, to));
        }
        return counts;
    }

    private static Instant beginningOf(YearMonth month) {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static boolean isIn(@Nullable Instant at, Instant from, Instant to) {
        return at != null && !at.isBefore(from) && at.isBefore(to);
    }
}
