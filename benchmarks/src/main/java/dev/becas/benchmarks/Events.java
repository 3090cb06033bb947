package dev.becas.benchmarks;

import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.MessageFlow.MessageSeen;
import dev.becas.kernel.id.Ids;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Events that differ in all ids and belong to eight servers in turn.
public final class Events {
    private static final Instant START = Instant.parse("2026-01-05T08:00:00Z");
    private static final int GUILDS = 8;

    private Events() {}

    /// `count` messages, seen a millisecond apart.
    ///
    /// @param series events of two series share no id
    public static List<FlowEvent> messages(String series, int count) {
        List<FlowEvent> events = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            EventHead head = EventHead.root(series, Integer.toString(i), "guild-" + i % GUILDS, START.plusMillis(i));
            events.add(new MessageSeen(
                    head,
                    "channel-" + i % 5,
                    "m" + i,
                    Ids.of("author", Integer.toString(i % 1000)),
                    Ids.derive(head.id(), "content", 0),
                    null,
                    0,
                    Provenance.SYNTHETIC));
        }
        return events;
    }
}
