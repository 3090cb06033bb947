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
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
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
              (guild = :guild AND message_id = :message AND about = :about)
              OR (plain_hash = :plain AND label <> :label AND id IN (
                SELECT example FROM finetuning_fold WHERE guild = :guild AND message_id = :message AND about = :about)))
            ORDER BY id""";
    private static final String WORST = """
            SELECT %s FROM finetuning_example e WHERE about = :about AND gone_at IS NULL
            ORDER BY about, (category = 'human_correction'), fixed_bp, at, id LIMIT 1""".formatted(StoredExample.COLUMNS);

    /// Whether an event has been written already.
    boolean isDone(Handle sql, String eventId) {
        return sql.createQuery("""
                        SELECT EXISTS (SELECT 1 FROM finetuning_example WHERE id = :example)
                            OR EXISTS (SELECT 1 FROM finetuning_fold WHERE event_id = :event)
                            OR EXISTS (SELECT 1 FROM finetuning_rejection WHERE event_id = :event)""")
                .bind("example", Ids.derive(eventId, "example", 0))
                .bind("event", eventId)
                .mapTo(Boolean.class)
                .one();
    }

    void insert(
            Handle sql,
            String id,
            Draft draft,
            ScoringFacts facts,
            @Nullable Long appealUntil,
            String plainHash,
            String cluster) {
        Score score = Score.of(facts);
        sql.execute(
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
                Factor.EDGE_CASE.holds(facts),
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
        sql.execute("INSERT INTO finetuning_facts (example, facts) VALUES (?, ?)", id, Json.write(facts));
        count(sql, draft.about(), 1);
    }

    /// The living examples that the AI made of the same message and category. Where its decision was folded into that
    /// of another message, that one is among them if it is of the very same text and says something else than the
    /// person does.
    List<StoredExample> ownDecisionsAbout(Handle sql, Draft draft, String plainHash) {
        if (draft.messageId().isEmpty()) {
            return List.of();
        }
        return sql.createQuery("SELECT " + StoredExample.COLUMNS + " " + OWN_DECISIONS)
                .bind("guild", draft.head().guildId())
                .bind("message", draft.messageId())
                .bind("about", draft.about())
                .bind("plain", plainHash)
                .bind("label", draft.label())
                .map((r, c) -> StoredExample.read(r))
                .list();
    }

    /// Counts the event's message into an example.
    void fold(Handle sql, Draft draft, StoredExample into, int counted) {
        sql.execute(
                "INSERT INTO finetuning_fold (event_id, example, guild, about, message_id, at) VALUES (?, ?, ?, ?, ?, ?)",
                draft.head().id(),
                into.id(),
                draft.head().guildId(),
                draft.about(),
                draft.messageId(),
                draft.head().at().toEpochMilli());
        sql.execute("UPDATE finetuning_example SET seen = seen + ? WHERE id = ?", counted, into.id());
    }

    /// Lets examples give way to another, and says so.
    void supersede(Tx tx, Draft draft, List<StoredExample> gone, String by, String why) {
        for (StoredExample example : gone) {
            leave(tx.sql(), draft, example.id(), why, by);
            int ordinal = Math.floorMod(example.id().hashCode(), Integer.MAX_VALUE);
            tx.publish(new ExampleSuperseded(draft.head().next("example.superseded", ordinal), example.id(), by));
        }
    }

    /// Lets the worst leave while there are more than `max` about a category.
    void evict(Tx tx, Draft draft, int max) {
        while (live(tx.sql(), draft.about()) > max) {
            StoredExample worst = tx.sql()
                    .createQuery(WORST)
                    .bind("about", draft.about())
                    .map((r, c) -> StoredExample.read(r))
                    .one();
            leave(tx.sql(), draft, worst.id(), "evicted", null);
        }
    }

    private static void leave(Handle sql, Draft draft, String id, String why, @Nullable String by) {
        int left = sql.execute(
                "UPDATE finetuning_example SET gone_at = ?, gone_why = ?, gone_by = ? WHERE id = ? AND gone_at IS NULL",
                draft.head().at().toEpochMilli(),
                why,
                by,
                id);
        count(sql, draft.about(), -left);
    }

    private static int live(Handle sql, String about) {
        return sql.createQuery("SELECT live FROM finetuning_live WHERE about = :about")
                .bind("about", about)
                .mapTo(Integer.class)
                .findOne()
                .orElse(0);
    }

    private static void count(Handle sql, String about, int change) {
        sql.execute(
                "INSERT INTO finetuning_live (about, live) VALUES (?, ?) ON CONFLICT (about) DO UPDATE SET live = live + excluded.live",
                about,
                change);
    }

    private static String polarity(Draft draft) {
        Category about = Categories.named(draft.about());
        return about.hasPolarity() ? about.polarity(draft.label()).name().toLowerCase(Locale.ROOT) : "";
    }
}
