package dev.becas.bot.moderation;

import dev.becas.kernel.store.Store;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// The table of authors.
final class Authors {
    private final Store store;

    Authors(Store store) {
        this.store = store;
    }

    Optional<AuthorState> find(String guildId, String authorKey) {
        return store.read(h -> h.createQuery("SELECT * FROM bot_author WHERE guild = :guild AND author = :author")
                .bind("guild", guildId)
                .bind("author", authorKey)
                .map((r, c) -> new AuthorState(
                        r.getInt("trust"),
                        r.getInt("messages"),
                        r.getInt("cases"),
                        Instant.ofEpochMilli(r.getLong("at"))))
                .findOne());
    }

    static void write(Handle sql, String guildId, Map<String, AuthorState> states) {
        if (states.isEmpty()) {
            return;
        }
        PreparedBatch batch = sql.prepareBatch(
                "INSERT OR REPLACE INTO bot_author (guild, author, trust, messages, cases, at) VALUES (?, ?, ?, ?, ?, ?)");
        states.forEach(
                (author, s) -> batch.add(guildId, author, s.trust(), s.messages(), s.cases(), s.at().toEpochMilli()));
        batch.execute();
    }
}
