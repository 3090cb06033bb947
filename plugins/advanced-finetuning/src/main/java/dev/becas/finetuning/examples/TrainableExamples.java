package dev.becas.finetuning.examples;

import dev.becas.finetuning.FinetuningSettings;
import dev.becas.finetuning.dataset.DatasetFilters;
import dev.becas.finetuning.dataset.ExampleSource;
import dev.becas.finetuning.dataset.FrozenExample;
import dev.becas.finetuning.dataset.Messages;
import dev.becas.finetuning.scoring.Factor;
import dev.becas.finetuning.scoring.Outcome;
import dev.becas.finetuning.scoring.Score;
import dev.becas.finetuning.scoring.Tier;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.store.Store;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The trainable examples about a category as of a moment, ascending by id.
///
/// Read in pages, so that no read lives long. An example is trainable when its data-policy gate is open, somebody
/// better than a model labelled it, no moderators disagree about it, its text is there, and its tier is high enough.
public final class TrainableExamples implements ExampleSource {
    private static final int PAGE = 4_000;
    private static final String WITH_TEXT = """
            SELECT e.*, c.text AS input, r.text AS typed, p.output AS rejected FROM finetuning_example e
            JOIN content c ON c.id = 'ex-' || e.id LEFT JOIN content r ON r.id = 'er-' || e.id
            LEFT JOIN finetuning_rejected p ON e.category = 'human_correction' AND p.example = e.id
            WHERE e.id > :after AND c.text IS NOT NULL
            """;
    private static final String WITHOUT_TEXT =
            "SELECT e.*, '' AS input, '' AS typed, NULL AS rejected FROM finetuning_example e WHERE e.id > :after\n";
    private static final String LIVING = """
            AND e.about = :about AND e.at <= :asOf AND (e.gone_at IS NULL OR e.gone_at > :asOf) AND e.held = 0
            AND (e.label_source <> 'model' OR :models) ORDER BY e.id LIMIT :page""";

    private final Store store;
    private final GuildPolicies policies;
    private final FinetuningSettings settings;
    private final DatasetFilters filters;
    private final Instant asOf;
    private final boolean withText;

    private TrainableExamples(
            Store store,
            GuildPolicies policies,
            FinetuningSettings settings,
            DatasetFilters filters,
            Instant asOf,
            boolean withText) {
        this.store = store;
        this.policies = policies;
        this.settings = settings;
        this.filters = filters;
        this.asOf = asOf;
        this.withText = withText;
    }

    /// With their texts, to freeze.
    public static TrainableExamples toFreeze(
            Store store, GuildPolicies policies, FinetuningSettings settings, DatasetFilters filters, Instant asOf) {
        return new TrainableExamples(store, policies, settings, filters, asOf, true);
    }

    /// Without texts, to count.
    public static TrainableExamples toCount(
            Store store, GuildPolicies policies, FinetuningSettings settings, DatasetFilters filters, Instant asOf) {
        return new TrainableExamples(store, policies, settings, filters, asOf, false);
    }

    @Override
    public void forEach(Consumer<FrozenExample> consumer) {
        String system = Prompts.system(filters.category());
        String after = "";
        while (true) {
            String from = after;
            List<FrozenExample> page = store.read(h -> page(h, from, system));
            page.stream().filter(this::isWanted).forEach(consumer);
            if (page.size() < PAGE) {
                return;
            }
            after = page.getLast().id();
        }
    }

    private List<FrozenExample> page(Handle sql, String after, String system) {
        return new ArrayList<>(sql.createQuery((withText ? WITH_TEXT : WITHOUT_TEXT) + LIVING)
                .bind("after", after)
                .bind("about", filters.category())
                .bind("asOf", asOf.toEpochMilli())
                .bind("models", settings.trainOnModelLabels())
                .bind("page", PAGE)
                .map((r, c) -> example(r, system))
                .list());
    }

    private boolean isWanted(FrozenExample example) {
        return example.tier().isAtLeast(filters.minTier())
                && example.scoreBp() >= filters.minQuality()
                && filters.guild().map(guild -> guild.equals(example.guild())).orElse(true)
                && filters.modelTarget()
                        .map(family -> family.equals(example.family()))
                        .orElse(true)
                && filters.since().map(since -> !example.at().isBefore(since)).orElse(true)
                && filters.until().map(until -> !example.at().isAfter(until)).orElse(true)
                && policies.of(example.guild()).policy().mayTrain(provenance(example.provenance()));
    }

    private FrozenExample example(ResultSet r, String system) throws SQLException {
        long appealUntil = r.getLong("appeal_until");
        boolean appealOver = !r.wasNull() && appealUntil <= asOf.toEpochMilli();
        Outcome collected = Outcome.named(text(r, "outcome"));
        Outcome outcome = collected == Outcome.UNCERTAIN && appealOver ? Outcome.SUCCESS : collected;
        boolean common = r.getInt("seen") >= Factor.COMMON_FROM && !r.getBoolean("edge");
        int scoreBp = Score.basisPoints(r.getInt("fixed_bp"), outcome != Outcome.UNCERTAIN, common);
        String floor = r.getString("floor");
        String input = text(r, "input");
        String label = text(r, "label");
        return new FrozenExample(
                text(r, "id"),
                text(r, "category"),
                text(r, "about"),
                text(r, "guild"),
                system,
                input,
                Messages.in(input),
                output(label, r.getString("typed"), r.getString("reason")),
                r.getString("rejected"),
                label,
                text(r, "polarity"),
                text(r, "label_source"),
                outcome,
                floor == null ? Tier.of(scoreBp) : Tier.GOLD,
                floor == null ? "" : floor,
                scoreBp,
                text(r, "provenance"),
                text(r, "family"),
                text(r, "author_key"),
                r.getString("moderator_key"),
                r.getInt("seen"),
                Instant.ofEpochMilli(r.getLong("at")));
    }

    /// What should have been said: the label, and the reason that a person typed or else our own.
    private static String output(String label, @Nullable String typed, @Nullable String own) {
        String reason = typed != null && !typed.isBlank() ? typed : own;
        return " " + label + (reason == null || reason.isBlank() ? "" : " because " + reason.strip());
    }

    private static Provenance provenance(String wireName) {
        return Provenance.valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    private static String text(ResultSet r, String column) throws SQLException {
        return Objects.requireNonNull(r.getString(column), column);
    }
}
