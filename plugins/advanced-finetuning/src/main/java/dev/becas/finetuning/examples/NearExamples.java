package dev.becas.finetuning.examples;

import dev.becas.finetuning.dataset.Messages;
import dev.becas.finetuning.duplicates.MinHash;
import dev.becas.finetuning.duplicates.Shingles;
import dev.becas.kernel.bus.Tx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/// Finds the living near duplicates of a text among a server's examples about one category.
///
/// The keys lie in the store beside the examples, so they are always as complete as these, and nothing has to be built
/// at start. What shares a key is read and compared for real.
final class NearExamples {
    /// `CROSS JOIN` keeps SQLite to this order: a few keys first, then the examples under them.
    private static final String CANDIDATES =
            """
            SELECT %s, c.text AS input FROM (SELECT DISTINCT example FROM finetuning_band WHERE key IN (%s)) b
            CROSS JOIN finetuning_example e ON e.id = b.example CROSS JOIN content c ON c.id = 'ex-' || e.id
            WHERE e.guild = ? AND e.about = ? AND e.gone_at IS NULL AND c.text IS NOT NULL ORDER BY e.at, e.id""".formatted(StoredExample.COLUMNS, String.join(", ", Collections.nCopies(MinHash.BANDS, "?")));

    private static final String ENTER = "INSERT INTO finetuning_band (key, example) VALUES "
            + String.join(", ", Collections.nCopies(MinHash.BANDS, "(?, ?)")) + " ON CONFLICT DO NOTHING";

    /// An example that shares a key, and its text.
    private record Candidate(StoredExample example, String input) {}

    private final double nearDuplicate;

    NearExamples(double nearDuplicate) {
        this.nearDuplicate = nearDuplicate;
    }

    /// The near duplicates of `message`, the oldest first.
    List<StoredExample> find(Tx tx, String guild, String about, Compared message) {
        List<StoredExample> near = new ArrayList<>();
        for (Candidate candidate : candidates(tx, guild, about, message.keys())) {
            if (message.shingles().isNear(Shingles.of(Messages.in(candidate.input())), nearDuplicate)) {
                near.add(candidate.example());
            }
        }
        return near;
    }

    /// Enters an example under its keys.
    void enter(Tx tx, String exampleId, Compared message) {
        Object[] values = message.keys().stream()
                .flatMap(key -> Stream.of(key, exampleId))
                .toArray();
        tx.execute(ENTER, values);
    }

    private static List<Candidate> candidates(Tx tx, String guild, String about, List<Long> keys) {
        Object[] values = Stream.concat(keys.stream(), Stream.of(guild, about)).toArray();
        return tx.select(CANDIDATES, r -> new Candidate(StoredExample.read(r), r.getString("input")), values);
    }
}
