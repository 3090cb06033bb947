package dev.becas.bot.moderation;

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

/// The table of authors.
final class Authors {
    private final Store store;

    Authors(Store store) {
        this.store = store;
    }

    Optional<AuthorState> find(String guildId, String authorKey) {
        return Optional.ofNullable(find(guildId, List.of(authorKey)).get(authorKey));
    }

    /// What is known of some authors; who is unknown is missing from the map.
    Map<String, AuthorState> find(String guildId, Collection<String> authorKeys) {
        String keys = Json.write(authorKeys);
        Map<String, AuthorState> found = new HashMap<>();
        store.read(h -> h.createQuery(
                                "SELECT * FROM bot_author WHERE guild = :guild AND author IN (SELECT value FROM json_each(:authors))")
                        .bind("guild", guildId)
                        .bind("authors", keys)
                        .map((r, c) -> Map.entry(r.getString("author"), state(r)))
                        .list())
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    static void write(Tx tx, String guildId, Map<String, AuthorState> states) {
        states.forEach((author, s) -> tx.execute(
                "INSERT OR REPLACE INTO bot_author (guild, author, trust, messages, cases, at) VALUES (?, ?, ?, ?, ?, ?)",
                guildId,
                author,
                s.trust(),
                s.messages(),
                s.cases(),
                s.at().toEpochMilli()));
    }

    private static AuthorState state(ResultSet r) throws SQLException {
        return new AuthorState(
                r.getInt("trust"), r.getInt("messages"), r.getInt("cases"), Instant.ofEpochMilli(r.getLong("at")));
    }
}
