package dev.becas.finetuning.collect;

import dev.becas.kernel.flow.EventHead;

/// What was read from an event: a [Draft], or why there is none.
public sealed interface Reading permits Draft, Reading.Refused {
    /// The head of the event.
    EventHead head();

    /// The category the event belongs to, as it was named.
    String category();

    /// No draft.
    ///
    /// @param detail one sentence naming what, rule and value
    record Refused(EventHead head, String category, Rejection why, String detail) implements Reading {}
}
