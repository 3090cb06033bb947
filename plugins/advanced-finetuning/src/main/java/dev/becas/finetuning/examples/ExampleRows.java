package dev.becas.finetuning.examples;

import dev.becas.finetuning.collect.Draft;
import dev.becas.finetuning.dataset.Manifest;
import dev.becas.finetuning.scoring.Factor;
import dev.becas.finetuning.scoring.Score;
import dev.becas.finetuning.scoring.ScoringFacts;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.flow.ExampleFlow.ExampleSuperseded;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The SQL of examples.
final class ExampleRows {
    private static final String INSERT = """
            INSERT INTO finetuning_example (id, event_id, guild, category, about, message_id, author_key, moderator_key, label,
              polarity, label_source, reason, outcome, appeal_until, fixed_bp, edge, floor, family, provenance, at,
              schema_version, plain_hash, cluster, seen, held)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)""";
    private static final String OWN_DECISIONS = """
            FROM finetuning_example e
            WHERE label_source <> 'human' AND gone_at IS NULL AND (
              (guild = ?1 AND message_id = ?2 AND about = ?3)
              OR (plain_hash = ?4 AND label <> ?5 AND id IN (
                SELECT example FROM finetuning_fold WHERE guild = ?1 AND message_id = ?2 AND about = ?3)))
            ORDER BY id""";
    private static final String DONE = """
            WITH event AS (SELECT value ->> 0 AS id, value ->> 1 AS example FROM json_each(?))
            SELECT id FROM event WHERE EXISTS (SELECT 1 FROM finetuning_example e WHERE e.id = event.example)
              OR EXISTS (SELECT 1 FROM finetuning_fold f WHERE f.event_id = event.id)
              OR EXISTS (SELECT 1 FROM finetuning_rejection r WHERE r.event_id = event.id)""";
    private static final String WORST = """
            SELECT %s FROM finetuning_example e WHERE about = ? AND gone_at IS NULL
            ORDER BY about, (category = 'human_correction'), fixed_bp, at, id LIMIT 1""".formatted(StoredExample.COLUMNS);

    /// Those of some events that have been written already.
    Set<String> done(Tx tx, List<String> eventIds) {
        List<List<String>> pairs = eventIds.stream()
                .map(id -> List.of(id, Ids.derive(id, "example", 0)))
                .toList();
        return new HashSet<>(tx.select(DONE, r -> r.getString(1), Json.write(pairs)));
    }

    void insert(
            Tx tx,
            String id,
            Draft draft,
            ScoringFacts facts,
            @Nullable Long appealUntil,
            String plainHash,
            String cluster) {
        Score score = Score.of(facts);
        tx.execute(
                INSERT,
                id,
                draft.head().id(),
                draft.head().guildId(),
                draft.category(),
                draft.about(),
                draft.messageId(),
                draft.authorKey(),
                draft.moderatorKey(),
                draft.label(),
                polarity(draft),
                facts.labelSource().name().toLowerCase(Locale.ROOT),
                draft.reason(),
                facts.outcome().wireName(),
                appealUntil,
                score.fixedBasisPoints(),
                Factor.EDGE_CASE.holds(facts) ? 1 : 0,
                score.floor()
                        .map(floor -> floor.name().toLowerCase(Locale.ROOT))
                        .orElse(null),
                Categories.named(draft.about()).family(),
                draft.provenance().name().toLowerCase(Locale.ROOT),
                draft.head().at().toEpochMilli(),
                Manifest.SCHEMA_VERSION,
                plainHash,
                cluster,
                facts.clusterSize());
        tx.execute("INSERT INTO finetuning_facts (example, facts) VALUES (?, ?)", id, Json.write(facts));
        count(tx, draft.about(), 1);
    }

    /// The living examples that the AI made of the same message and category. Where its decision was folded into that
    /// of another message, that one is among them if it is of the very same text and says something else than the
    /// person does.
    List<StoredExample> ownDecisionsAbout(Tx tx, Draft draft, String plainHash) {
        if (draft.messageId().isEmpty()) {
            return List.of();
        }
        return tx.select(
                "SELECT " + StoredExample.COLUMNS + " " + OWN_DECISIONS,
                StoredExample::read,
                draft.head().guildId(),
                draft.messageId(),
                draft.about(),
                plainHash,
                draft.label());
    }

    /// Counts the event's message into an example.
    void fold(Tx tx, Draft draft, StoredExample into, int counted) {
        tx.execute(
                "INSERT INTO finetuning_fold (event_id, example, guild, about, message_id, at) VALUES (?, ?, ?, ?, ?, ?)",
                draft.head().id(),
                into.id(),
                draft.head().guildId(),
                draft.about(),
                draft.messageId(),
                draft.head().at().toEpochMilli());
        tx.execute("UPDATE finetuning_example SET seen = seen + ? WHERE id = ?", counted, into.id());
    }

    /// Lets examples give way to another, and says so.
    void supersede(Tx tx, Draft draft, List<StoredExample> gone, String by, String why) {
        for (StoredExample example : gone) {
            leave(tx, draft, example.id(), why, by);
            int ordinal = Math.floorMod(example.id().hashCode(), Integer.MAX_VALUE);
            tx.publish(new ExampleSuperseded(draft.head().next("example.superseded", ordinal), example.id(), by));
        }
    }

    /// Lets the worst leave while there are more than `max` about a category.
    void evict(Tx tx, Draft draft, int max) {
        while (live(tx, draft.about()) > max) {
            StoredExample worst =
                    tx.select(WORST, StoredExample::read, draft.about()).getFirst();
            leave(tx, draft, worst.id(), "evicted", null);
        }
    }

    private static void leave(Tx tx, Draft draft, String id, String why, @Nullable String by) {
        int left = tx.execute(
                "UPDATE finetuning_example SET gone_at = ?, gone_why = ?, gone_by = ? WHERE id = ? AND gone_at IS NULL",
                draft.head().at().toEpochMilli(),
                why,
                by,
                id);
        count(tx, draft.about(), -left);
    }

    private static int live(Tx tx, String about) {
        return tx.select("SELECT live FROM finetuning_live WHERE about = ?", r -> r.getInt(1), about).stream()
                .findFirst()
                .orElse(0);
    }

    private static void count(Tx tx, String about, int change) {
        tx.execute(
                "INSERT INTO finetuning_live (about, live) VALUES (?, ?) ON CONFLICT (about) DO UPDATE SET live = live + excluded.live",
                about,
                change);
    }

    private static String polarity(Draft draft) {
        Category about = Categories.named(draft.about());
        return about.hasPolarity() ? about.polarity(draft.label()).name().toLowerCase(Locale.ROOT) : "";
    }
}
