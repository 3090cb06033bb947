package dev.becas.kernel.bus;

import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.store.WriterStatements;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// One transaction: everything written through it is there after the commit, or nothing of it.
public interface Tx {
    /// The writing connection. Valid until the effect returns.
    Handle sql();

    /// Runs a statement that stays prepared from one event to the next: several times cheaper than [#sql()].
    ///
    /// @param sql a fixed text; each `?` takes the next value
    /// @param values strings, whole numbers, doubles, bytes or null
    /// @return how many rows it changed
    int execute(String sql, @Nullable Object... values);

    /// Reads rows by a query that stays prepared; sees what this transaction has written.
    ///
    /// @param row reads one row
    <T> List<T> select(String sql, WriterStatements.Row<T> row, @Nullable Object... values);

    /// Journals an event.
    ///
    /// @return false when an event of this id is there already; then nothing is written
    boolean publish(FlowEvent event);

    /// Asks for outside work, done at least once after the commit.
    ///
    /// @param kind whose worker does it
    /// @param key asking twice with one key is one piece of work
    /// @param causeId the event that leads to it
    /// @param payload any record that is JSON
    /// @return false when the key is there already
    boolean outbox(String kind, String key, String causeId, Object payload);

    /// Takes outside work out of its worker's reach, until it is released: also after a restart. A worker that is busy
    /// with it may end it, and nothing of that is written.
    ///
    /// @return false when it is not pending
    boolean outboxHold(String kind, String key);

    /// Lets work that was held wait for its worker again, in its old place.
    ///
    /// @return false when it is not held
    boolean outboxRelease(String kind, String key);

    /// Ends work that is pending or held without doing it.
    ///
    /// @param why is kept with it
    /// @return false when it is neither
    boolean outboxDrop(String kind, String key, String why);

    /// Puts work that is pending or held before all other work.
    ///
    /// @return false when it is neither
    boolean outboxFirst(String key);

    /// Keeps a text that a person typed. An id that is there already keeps its first text.
    void content(
            String contentId,
            String guildId,
            String authorKey,
            String kind,
            Provenance provenance,
            String text,
            Instant at);

    /// Says that `child` came from `parent`, where the event's cause does not say it.
    void lineage(String child, String parent);

    /// The same for many parents at once, by one statement.
    void lineage(String child, List<String> parents);

    /// Runs after the commit, on the writer's thread: short, and never throws.
    void afterCommit(Runnable action);
}
