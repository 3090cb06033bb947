package dev.becas.finetuning.daily;

import dev.becas.finetuning.dataset.DatasetSettings;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.ClockTicked;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/// Asks once a day for what is to be done then, at the first tick from `datasets.exportAt` on, in UTC. To be called in
/// the lane of collecting: what was decided before the tick is an example by then. The keys make asking again, after a
/// restart or at the next tick, the same work.
public final class DailyJobs {
    private static final String CATEGORIES = "SELECT about FROM finetuning_live WHERE live > 0 ORDER BY about";

    private final LocalTime exportAt;
    private volatile @Nullable Instant asked;

    public DailyJobs(DatasetSettings settings) {
        this.exportAt = LocalTime.parse(settings.exportAt());
    }

    /// Asks if it was not asked yet for this day.
    public void ask(Tx tx, ClockTicked tick) {
        Instant due = due(tick.head().at());
        if (due.equals(asked)) {
            return;
        }
        String cause = tick.head().id();
        for (String category : tx.select(CATEGORIES, r -> r.getString(1))) {
            tx.outbox(
                    DailyExport.KIND,
                    DailyExport.KIND + "/" + due + "/" + category,
                    cause,
                    new DailyExport.Day(category, due));
        }
        tx.outbox(RawTexts.KIND, RawTexts.KIND + "/" + due, cause, new RawTexts.Day(due));
        tx.outbox(OldLogs.KIND, OldLogs.KIND + "/" + due, cause, new OldLogs.Day(due));
        tx.afterCommit(() -> asked = due);
    }

    /// The last time of the export that is not after `now`.
    Instant due(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Instant due = today.atTime(exportAt).toInstant(ZoneOffset.UTC);
        return due.isAfter(now) ? today.minusDays(1).atTime(exportAt).toInstant(ZoneOffset.UTC) : due;
    }
}
