package dev.becas.finetuning.examples;

import dev.becas.finetuning.collect.Rejection;
import dev.becas.finetuning.scoring.Factor;
import dev.becas.finetuning.scoring.Score;
import dev.becas.finetuning.scoring.Tier;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// What is shown of all living examples, by the names of the reference.
///
/// @param eventsByEnd how events ended: `collected + duplicate + rejected` is every event that a collector was given
public record Statistics(
        int totalExamples,
        Map<String, Integer> byCategory,
        Map<String, Integer> byTier,
        Map<String, Integer> byLabelSource,
        Map<String, Integer> avgQualityPerCategory,
        int humanCorrectionCount,
        int ragEnhancedCount,
        Map<String, Integer> rejectedByReason,
        Map<String, Map<String, Map<String, Integer>>> byCategoryTierAndLabelSource,
        Map<String, Integer> eventsByEnd) {

    /// Reads them as of a moment.
    public static Statistics read(Store store, GuildPolicies policies, Instant asOf) {
        return store.read(sql -> read(sql, policies, asOf.toEpochMilli()));
    }

    private record Row(String category, String labelSource, int scoreBp, Tier tier, int count) {}

    private static Statistics read(Handle sql, GuildPolicies policies, long asOf) {
        Map<String, Integer> byCategory = new TreeMap<>();
        Map<String, Integer> byTier = new TreeMap<>();
        Map<String, Integer> bySource = new TreeMap<>();
        Map<String, long[]> scores = new TreeMap<>();
        Map<String, Map<String, Map<String, Integer>>> byAll = new TreeMap<>();
        int total = 0;
        for (Row row : rows(sql, asOf)) {
            total += row.count();
            String tier = row.tier().wireName();
            byCategory.merge(row.category(), row.count(), Integer::sum);
            byTier.merge(tier, row.count(), Integer::sum);
            bySource.merge(row.labelSource(), row.count(), Integer::sum);
            byAll.computeIfAbsent(row.category(), c -> new TreeMap<>())
                    .computeIfAbsent(tier, t -> new TreeMap<>())
                    .merge(row.labelSource(), row.count(), Integer::sum);
            long[] score = scores.computeIfAbsent(row.category(), c -> new long[2]);
            score[0] += (long) row.scoreBp() * row.count();
            score[1] += row.count();
        }
        Map<String, Integer> averages = new TreeMap<>();
        scores.forEach((category, score) -> averages.put(category, (int) ((score[0] + score[1] / 2) / score[1])));
        return new Statistics(
                total,
                byCategory,
                byTier,
                bySource,
                averages,
                byCategory.getOrDefault("human_correction", 0),
                byCategory.getOrDefault("rag_enhancement", 0),
                rejected(sql, policies, asOf),
                byAll,
                ends(sql, asOf));
    }

    private static List<Row> rows(Handle sql, long asOf) {
        return sql.createQuery("""
                        SELECT category, label_source, fixed_bp, floor IS NOT NULL AS floored,
                          (outcome <> 'uncertain' OR coalesce(appeal_until <= :asOf, 0)) AS clear,
                          (seen >= :common AND NOT edge) AS common, count(*) AS examples
                        FROM finetuning_example WHERE at <= :asOf AND (gone_at IS NULL OR gone_at > :asOf)
                        GROUP BY category, label_source, fixed_bp, floored, clear, common""")
                .bind("asOf", asOf)
                .bind("common", Factor.COMMON_FROM)
                .map((r, c) -> {
                    int score = Score.basisPoints(r.getInt("fixed_bp"), r.getBoolean("clear"), r.getBoolean("common"));
                    return new Row(
                            r.getString("category"),
                            r.getString("label_source"),
                            score,
                            r.getBoolean("floored") ? Tier.GOLD : Tier.of(score),
                            r.getInt("examples"));
                })
                .list();
    }

    private static Map<String, Integer> rejected(Handle sql, GuildPolicies policies, long asOf) {
        Map<String, Integer> rejected = counts(
                sql,
                "SELECT reason AS name, count(*) AS n FROM finetuning_rejection WHERE at <= :asOf GROUP BY reason",
                asOf);
        int folded = number(sql, "SELECT count(*) FROM finetuning_fold WHERE at <= :asOf", asOf);
        if (folded > 0) {
            rejected.put(Rejection.DUPLICATE.wireName(), folded);
        }
        rejected.putAll(counts(
                sql,
                "SELECT 'moderators_disagree' AS name, count(*) AS n FROM finetuning_example WHERE held AND at <= :asOf HAVING n > 0",
                asOf));
        rejected.putAll(counts(
                sql,
                "SELECT gone_why AS name, count(*) AS n FROM finetuning_example WHERE gone_why = 'evicted' AND gone_at <= :asOf GROUP BY gone_why",
                asOf));
        int gated = gated(sql, policies, asOf);
        if (gated > 0) {
            rejected.put(Rejection.DATA_POLICY.wireName(), gated);
        }
        return rejected;
    }

    /// Living examples that only their server's data policy keeps from training.
    private static int gated(Handle sql, GuildPolicies policies, long asOf) {
        Map<String, Integer> messages = counts(
                sql,
                "SELECT guild AS name, count(*) AS n FROM finetuning_example WHERE provenance = 'message' AND at <= :asOf"
                        + " AND (gone_at IS NULL OR gone_at > :asOf) GROUP BY guild",
                asOf);
        return messages.entrySet().stream()
                .filter(guild -> !policies.of(guild.getKey()).policy().mayTrain(Provenance.MESSAGE))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static Map<String, Integer> ends(Handle sql, long asOf) {
        Map<String, Integer> ends = new TreeMap<>();
        ends.put("collected", number(sql, "SELECT count(*) FROM finetuning_example WHERE at <= :asOf", asOf));
        ends.put("duplicate", number(sql, "SELECT count(*) FROM finetuning_fold WHERE at <= :asOf", asOf));
        ends.put("rejected", number(sql, "SELECT count(*) FROM finetuning_rejection WHERE at <= :asOf", asOf));
        return ends;
    }

    private static int number(Handle sql, String query, long asOf) {
        return sql.createQuery(query).bind("asOf", asOf).mapTo(Integer.class).one();
    }

    private static Map<String, Integer> counts(Handle sql, String query, long asOf) {
        Map<String, Integer> counts = new TreeMap<>();
        sql.createQuery(query)
                .bind("asOf", asOf)
                .map((r, c) -> counts.put(r.getString("name"), r.getInt("n")))
                .list();
        return counts;
    }
}
