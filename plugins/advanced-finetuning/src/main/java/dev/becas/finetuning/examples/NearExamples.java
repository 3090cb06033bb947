package dev.becas.finetuning.examples;

import dev.becas.finetuning.dataset.Messages;
import dev.becas.finetuning.duplicates.MinHash;
import dev.becas.finetuning.duplicates.Shingles;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Finds the living near duplicates of a text among a server's examples about one category.
///
/// The keys lie in the store beside the examples, so they are always as complete as these, and nothing has to be built
/// at start. What shares a key is read and compared for real.
final class NearExamples {
    /// `CROSS JOIN` keeps SQLite to this order: a few keys first, then the examples under them.
    private static final String CANDIDATES = """
            SELECT %s, c.text AS input FROM (SELECT DISTINCT example FROM finetuning_band WHERE key IN (<keys>)) b
            CROSS JOIN finetuning_example e ON e.id = b.example CROSS JOIN content c ON c.id = 'ex-' || e.id
            WHERE e.guild = :guild AND e.about = :about AND e.gone_at IS NULL AND c.text IS NOT NULL ORDER BY e.at, e.id""".formatted(StoredExample.COLUMNS);

    private static final String ENTER = "INSERT INTO finetuning_band (key, example) VALUES "
            + String.join(", ", Collections.nCopies(MinHash.BANDS, "(?, ?)")) + " ON CONFLICT DO NOTHING";

    private final double nearDuplicate;

    NearExamples(double nearDuplicate) {
        this.nearDuplicate = nearDuplicate;
    }

    /// The near duplicates of `message`, the oldest first.
    List<StoredExample> find(Handle sql, String guild, String about, Shingles message) {
        Map<String, String> inputs = new LinkedHashMap<>();
        List<StoredExample> near = new ArrayList<>();
        for (StoredExample candidate : candidates(sql, guild, about, message, inputs)) {
            String input = inputs.getOrDefault(candidate.id(), "");
            if (message.isNear(Shingles.of(Messages.in(input)), nearDuplicate)) {
                near.add(candidate);
            }
        }
        return near;
    }

    /// Enters an example under its keys.
    void enter(Handle sql, String guild, String about, String exampleId, Shingles message) {
        List<Object> values = new ArrayList<>(2 * MinHash.BANDS);
        for (long key : keys(guild, about, message)) {
            values.add(key);
            values.add(exampleId);
        }
        sql.execute(ENTER, values.toArray());
    }

    private static List<StoredExample> candidates(
            Handle sql, String guild, String about, Shingles message, Map<String, String> inputs) {
        return sql.createQuery(CANDIDATES)
                .bindList("keys", keys(guild, about, message))
                .bind("guild", guild)
                .bind("about", about)
                .map((r, c) -> {
                    inputs.put(r.getString("id"), r.getString("input"));
                    return StoredExample.read(r);
                })
                .list();
    }

    /// Keys of one server and category never meet those of another.
    private static List<Long> keys(String guild, String about, Shingles message) {
        long group = (guild + "\u0000" + about).hashCode() * 0x9e3779b97f4a7c15L;
        List<Long> keys = new ArrayList<>(MinHash.BANDS);
        for (long key : MinHash.keys(message)) {
            keys.add(key ^ group);
        }
        return keys;
    }
}
