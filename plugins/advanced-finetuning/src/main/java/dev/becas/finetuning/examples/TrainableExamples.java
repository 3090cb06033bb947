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
import dev.becas.kernel.store.StoreException;
import java.sql.PreparedStatement;
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
    /// In the order in which [#example] reads them: by number, because finding a column by its name costs as much as
    /// reading it.
    private static final String COLUMNS = """
            e.id, e.category, e.guild, e.label, e.polarity, e.label_source, e.reason, e.outcome, e.appeal_until, e.fixed_bp,
            e.edge, e.floor, e.family, e.provenance, e.at, e.author_key, e.moderator_key, e.seen""";
    private static final String WITH_TEXT = "SELECT " + COLUMNS + """
            , c.text, r.text, p.output FROM finetuning_example e
            JOIN content c ON c.id = 'ex-' || e.id LEFT JOIN content r ON r.id = 'er-' || e.id
            LEFT JOIN finetuning_rejected p ON e.category = 'human_correction' AND p.example = e.id
            WHERE e.id > ? AND c.text IS NOT NULL
            """;
    private static final String WITHOUT_TEXT =
            "SELECT " + COLUMNS + ", '', '', NULL FROM finetuning_example e WHERE e.id > ?\n";
    private static final String LIVING = """
            AND e.about = ? AND e.at <= ? AND (e.gone_at IS NULL OR e.gone_at > ?) AND e.held = 0
            AND (e.label_source <> 'model' OR ?) ORDER BY e.id LIMIT ?""";

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
        List<FrozenExample> page = new ArrayList<>(PAGE);
        try (PreparedStatement query =
                sql.getConnection().prepareStatement((withText ? WITH_TEXT : WITHOUT_TEXT) + LIVING)) {
            query.setString(1, after);
            query.setString(2, filters.category());
            query.setLong(3, asOf.toEpochMilli());
            query.setLong(4, asOf.toEpochMilli());
            query.setBoolean(5, settings.trainOnModelLabels());
            query.setInt(6, PAGE);
            try (ResultSet rows = query.executeQuery()) {
                while (rows.next()) {
                    page.add(example(rows, system));
                }
            }
        } catch (SQLException e) {
            throw new StoreException("cannot read examples about " + filters.category() + ": " + e.getMessage(), e);
        }
        return page;
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
        long appealUntil = r.getLong(9);
        boolean appealOver = !r.wasNull() && appealUntil <= asOf.toEpochMilli();
        Outcome collected = Outcome.named(text(r, 8));
        Outcome outcome = collected == Outcome.UNCERTAIN && appealOver ? Outcome.SUCCESS : collected;
        int seen = r.getInt(18);
        boolean common = seen >= Factor.COMMON_FROM && !r.getBoolean(11);
        int scoreBp = Score.basisPoints(r.getInt(10), outcome != Outcome.UNCERTAIN, common);
        String floor = r.getString(12);
        String input = text(r, 19);
        String label = text(r, 4);
        return new FrozenExample(
                text(r, 1),
                text(r, 2),
                filters.category(),
                text(r, 3),
                system,
                input,
                Messages.in(input),
                output(label, r.getString(20), r.getString(7)),
                r.getString(21),
                label,
                text(r, 5),
                text(r, 6),
                outcome,
                floor == null ? Tier.of(scoreBp) : Tier.GOLD,
                floor == null ? "" : floor,
                scoreBp,
                text(r, 14),
                text(r, 13),
                text(r, 16),
                r.getString(17),
                seen,
                Instant.ofEpochMilli(r.getLong(15)));
    }

    /// What should have been said: the label, and the reason that a person typed or else our own.
    private static String output(String label, @Nullable String typed, @Nullable String own) {
        String reason = typed != null && !typed.isBlank() ? typed : own;
        return " " + label + (reason == null || reason.isBlank() ? "" : " because " + reason.strip());
    }

    private static Provenance provenance(String wireName) {
        return Provenance.valueOf(wireName.toUpperCase(Locale.ROOT));
    }

    private static String text(ResultSet r, int column) throws SQLException {
        return Objects.requireNonNull(r.getString(column));
    }
}
