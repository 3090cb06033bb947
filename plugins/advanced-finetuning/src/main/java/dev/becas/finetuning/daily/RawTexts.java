package dev.becas.finetuning.daily;

import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.OutboxItem;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.plugin.PluginContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Empties what members typed some time ago, as outside work. Examples have redacted texts of their own and need it no
/// more.
public final class RawTexts implements OutboxWorker {
    /// The kind of outside work.
    public static final String KIND = "empty-raw-texts";

    private static final Logger LOG = LoggerFactory.getLogger(RawTexts.class);
    /// So that the writer is never held for long.
    private static final int TEXTS_AT_ONCE = 5_000;

    private final PluginContext context;
    private final Duration retention;

    /// @param retention how long a text is kept as it was typed
    public RawTexts(PluginContext context, Duration retention) {
        this.context = context;
        this.retention = retention;
    }

    /// What is asked for.
    ///
    /// @param due from when the age counts
    record Day(Instant due) {}

    @Override
    public Effect perform(OutboxItem item) throws Exception {
        Instant due = item.payload(Day.class).due();
        Instant before = due.minus(retention);
        String after = "";
        int emptied = 0;
        while (true) {
            List<String> ids = context.contents().typedBefore(before, after, TEXTS_AT_ONCE);
            if (ids.isEmpty()) {
                break;
            }
            context.bus().write("empty raw texts", tx -> ContentStore.empty(tx, ids, due));
            emptied += ids.size();
            after = ids.getLast();
        }
        if (emptied > 0) {
            LOG.info("emptied {} texts that were typed before {}", emptied, before);
        }
        return Effect.NOTHING;
    }
}
