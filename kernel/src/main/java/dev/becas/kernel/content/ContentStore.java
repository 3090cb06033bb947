package dev.becas.kernel.content;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Reads what people typed while it is there, and erases it.
public final class ContentStore {
    private static final int IDS_AT_ONCE_MAX = 500;

    private static final String TYPED_BEFORE = """
            SELECT id FROM content WHERE id > :after AND at < :before AND text IS NOT NULL
              AND kind IN ('message', 'report', 'command')
              AND id NOT IN (SELECT content_id FROM review_item WHERE state = 'open')
            ORDER BY id LIMIT :limit""";

    private final Store store;

    public ContentStore(Store store) {
        this.store = store;
    }

    /// The text of a content id; empty when it is unknown or erased.
    public Optional<String> text(String contentId) {
        return find(contentId).flatMap(c -> Optional.ofNullable(c.text()));
    }

    /// The whole row.
    public Optional<Content> find(String contentId) {
        return store.read(h -> h.createQuery("SELECT * FROM content WHERE id = :id")
                .bind("id", contentId)
                .map((r, c) -> content(r))
                .findOne());
    }

    /// The texts of many ids at once; unknown and erased ones are missing from the map.
    public Map<String, String> texts(Collection<String> contentIds) {
        return ofMany(
                "SELECT id, text FROM content WHERE text IS NOT NULL AND id IN (SELECT value FROM json_each(:ids))",
                contentIds,
                row -> row.getString("text"));
    }

    /// The whole rows of many ids at once; unknown ones are missing from the map.
    public Map<String, Content> findAll(Collection<String> contentIds) {
        return ofMany(
                "SELECT * FROM content WHERE id IN (SELECT value FROM json_each(:ids))",
                contentIds,
                ContentStore::content);
    }

    /// By id, what `select` finds for `:ids`, some ids at a time.
    private <T> Map<String, T> ofMany(String select, Collection<String> contentIds, RowReader<T> reader) {
        Map<String, T> found = new HashMap<>();
        List<String> ids = contentIds.stream().distinct().toList();
        for (int from = 0; from < ids.size(); from += IDS_AT_ONCE_MAX) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + IDS_AT_ONCE_MAX));
            store.read(h -> h.createQuery(select)
                            .bind("ids", Json.write(some))
                            .map((r, c) -> Map.entry(r.getString("id"), reader.read(r)))
                            .list())
                    .forEach(e -> found.put(e.getKey(), e.getValue()));
        }
        return found;
    }

    /// Erases every text of an author in a guild; rows stay, without text.
    ///
    /// @return the ids that had a text
    public static List<String> erase(Handle sql, String guildId, String authorKey, Instant at) {
        List<String> ids = sql.createQuery(
                        "SELECT id FROM content WHERE guild = :guild AND author_key = :author AND text IS NOT NULL ORDER BY id")
                .bind("guild", guildId)
                .bind("author", authorKey)
                .mapTo(String.class)
                .list();
        sql.execute(
                "UPDATE content SET text = NULL, erased_at = ? WHERE guild = ? AND author_key = ? AND text IS NOT NULL",
                at.toEpochMilli(),
                guildId,
                authorKey);
        return ids;
    }

    /// Texts that members typed before a moment and that are still there, ascending by id. Not among them are those
    /// that a review waits for, what moderators gave as their reason, and the examples' own texts.
    ///
    /// @param after only ids after this one
    /// @param limit at most so many
    public List<String> typedBefore(Instant before, String after, int limit) {
        return store.read(h -> {
            boolean soOld = h.createQuery("SELECT at FROM journal ORDER BY seq LIMIT 1")
                    .mapTo(Long.class)
                    .findOne()
                    .filter(first -> first < before.toEpochMilli())
                    .isPresent();
            return soOld
                    ? h.createQuery(TYPED_BEFORE)
                            .bind("after", after)
                            .bind("before", before.toEpochMilli())
                            .bind("limit", limit)
                            .mapTo(String.class)
                            .list()
                    : List.of();
        });
    }

    /// Empties these texts; rows stay, without text.
    public static void empty(Tx tx, List<String> contentIds, Instant at) {
        tx.execute(
                "UPDATE content SET text = NULL, erased_at = ? WHERE id IN (SELECT value FROM json_each(?)) AND text IS NOT NULL",
                at.toEpochMilli(),
                Json.write(contentIds));
    }

    private static Content content(ResultSet r) throws SQLException {
        return new Content(
                r.getString("id"),
                r.getString("guild"),
                r.getString("author_key"),
                r.getString("kind"),
                Provenance.valueOf(r.getString("provenance")),
                r.getString("text"),
                Instant.ofEpochMilli(r.getLong("at")));
    }

    @FunctionalInterface
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }
}
