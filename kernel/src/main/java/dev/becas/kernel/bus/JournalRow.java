package dev.becas.kernel.bus;

import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;

/// An event as the journal's table holds it. Made by whoever publishes, so that the writer need not encode.
///
/// @param body its JSON
record JournalRow(FlowEvent event, long atMillis, String name, int version, String body) {
    static JournalRow of(FlowEvent event, EventCodec codec) {
        return new JournalRow(
                event,
                event.head().at().toEpochMilli(),
                event.wireName(),
                EventCodec.version(event),
                codec.encode(event));
    }

    EventHead head() {
        return event.head();
    }
}
