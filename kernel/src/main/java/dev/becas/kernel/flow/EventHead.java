package dev.becas.kernel.flow;

import dev.becas.kernel.id.Ids;
import java.time.Instant;

/// What every event carries.
///
/// @param id unique in the journal, derived from the cause so that it is the same on every run
/// @param causeId the event that led to this one; [#ROOT] when it came from outside
/// @param guildId the server it belongs to; [#NO_GUILD] for what concerns the whole installation. Events of one guild
///     keep their order.
/// @param at when it happened, by the clock of the conversation
public record EventHead(String id, String causeId, String guildId, Instant at) {
    /// The cause of what came from outside.
    public static final String ROOT = "";
    /// The guild of what belongs to no server.
    public static final String NO_GUILD = "";

    public EventHead {
        if (id.isEmpty()) {
            throw new IllegalArgumentException("id must not be empty");
        }
    }

    /// The head of an event from outside: `source` and `externalId` name it, so the same thing told twice is one event.
    public static EventHead root(String source, String externalId, String guildId, Instant at) {
        return new EventHead(Ids.of(source, externalId), ROOT, guildId, at);
    }

    /// The head of the `ordinal`-th event of `kind` that this one leads to: same guild, same time.
    public EventHead next(String kind, long ordinal) {
        return new EventHead(Ids.derive(id, kind, ordinal), id, guildId, at);
    }

    /// As [#next(String,long)], at another time.
    public EventHead next(String kind, long ordinal, Instant when) {
        return new EventHead(Ids.derive(id, kind, ordinal), id, guildId, when);
    }
}
