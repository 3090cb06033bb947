package dev.becas.finetuning.examples;

import dev.becas.finetuning.FinetuningSettings;
import dev.becas.finetuning.collect.Draft;
import dev.becas.finetuning.collect.Reading;
import dev.becas.finetuning.collect.Rejection;
import dev.becas.finetuning.collect.Texts;
import dev.becas.finetuning.scoring.Outcome;
import dev.becas.finetuning.scoring.Score;
import dev.becas.finetuning.scoring.ScoringFacts;
import dev.becas.finetuning.scoring.Tier;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.content.AuthorKeys;
import dev.becas.kernel.flow.ExampleFlow.ExampleCollected;
import dev.becas.kernel.flow.ExampleFlow.ExampleRejected;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Turns readings into rows, inside a transaction and in the order of the events.
///
/// Every event ends in exactly one of: an example, a fold into a near duplicate, a rejection. The same event again
/// changes nothing.
public final class ExampleWriter {
    private final FinetuningSettings settings;
    private final AuthorKeys authors;
    private final GuildPolicies policies;
    private final NearExamples near;
    private final ExampleRows rows = new ExampleRows();
    private final Votes votes = new Votes();

    public ExampleWriter(
            FinetuningSettings settings, double nearDuplicate, AuthorKeys authors, GuildPolicies policies) {
        this.settings = settings;
        this.authors = authors;
        this.policies = policies;
        this.near = new NearExamples(nearDuplicate);
    }

    /// Makes the effect that writes a batch: what needs no transaction is done here.
    public Effect write(List<Reading> readings) {
        List<String> events =
                readings.stream().map(reading -> reading.head().id()).toList();
        Map<String, Compared> compared = new HashMap<>();
        for (Reading reading : readings) {
            if (reading instanceof Draft draft && !Texts.needsKeys(draft.message())) {
                compared.put(draft.head().id(), compared(draft, draft.message()));
            }
        }
        return tx -> {
            Set<String> done = rows.done(tx, events);
            for (Reading reading : readings) {
                if (done.add(reading.head().id())) {
                    write(tx, reading, compared.get(reading.head().id()));
                }
            }
        };
    }

    private void write(Tx tx, Reading reading, @Nullable Compared known) {
        switch (reading) {
            case Reading.Refused refused -> reject(tx, refused, refused.why(), refused.detail(), null);
            case Draft draft ->
                writeDraft(tx, draft, known == null ? compared(draft, withKeys(tx, draft, draft.message())) : known);
        }
    }

    private static Compared compared(Draft draft, String message) {
        return Compared.of(draft.head().guildId(), draft.about(), message);
    }

    private void writeDraft(Tx tx, Draft draft, Compared message) {
        List<StoredExample> overruled = draft.facts().labelSource() == LabelSource.HUMAN
                ? rows.ownDecisionsAbout(tx, draft, message.plainHash())
                : List.of();
        ScoringFacts facts = draft.facts().asOf(outcome(draft, overruled), 1);
        Optional<Reading.Refused> refused = refusal(draft, facts);
        if (refused.isPresent()) {
            reject(tx, draft, refused.get().why(), refused.get().detail(), facts);
            return;
        }
        List<StoredExample> alike = near.find(tx, draft.head().guildId(), draft.about(), message).stream()
                .filter(other -> overruled.stream().noneMatch(gone -> gone.id().equals(other.id())))
                .toList();
        Optional<StoredExample> twin = alike.stream()
                .filter(other -> other.label().equals(draft.label()))
                .findFirst();
        Score score = Score.of(facts);
        if (twin.isPresent() && !isBetter(draft, score, twin.get())) {
            fold(tx, draft, overruled, twin.get());
            return;
        }
        int seen = twin.map(other -> other.seen() + (isSameMessage(draft, other) ? 0 : 1))
                .orElse(1);
        String cluster = alike.isEmpty() ? exampleId(draft) : alike.getFirst().cluster();
        insert(tx, draft, facts.asOf(facts.outcome(), seen), message, cluster);
        supersede(tx, draft, overruled, "superseded");
        twin.ifPresent(other -> supersede(tx, draft, List.of(other), "duplicate"));
        afterInsert(tx, draft, facts.asOf(facts.outcome(), seen));
    }

    /// A person's word on a message decides how the AI's own decision about it turned out.
    private static Outcome outcome(Draft draft, List<StoredExample> overruled) {
        Outcome known = draft.facts().outcome();
        if (known != Outcome.UNCERTAIN
                || draft.facts().labelSource() != LabelSource.HUMAN
                || draft.messageId().isEmpty()) {
            return known;
        }
        boolean overturned = overruled.stream().anyMatch(own -> !own.label().equals(draft.label()));
        return overturned ? Outcome.FAILURE : Outcome.SUCCESS;
    }

    private Optional<Reading.Refused> refusal(Draft draft, ScoringFacts facts) {
        if (draft.ownDecision() && facts.confidence() < settings.minConfidence()) {
            return Optional.of(new Reading.Refused(
                    draft.head(),
                    draft.category(),
                    Rejection.BELOW_MIN_CONFIDENCE,
                    "confidence must be at least " + settings.minConfidence() + " but was " + facts.confidence()));
        }
        // The outcome may still become clear, so that is what is asked.
        Score atBest = Score.of(draft.ownDecision() ? facts.asOf(Outcome.SUCCESS, 1) : facts);
        if (atBest.tier() == Tier.REJECTED) {
            return Optional.of(new Reading.Refused(
                    draft.head(),
                    draft.category(),
                    Rejection.BELOW_BRONZE,
                    "a score must reach " + Tier.BRONZE.fromBasisPoints() + " basis points but can only be "
                            + atBest.basisPoints()));
        }
        return Optional.empty();
    }

    private void insert(Tx tx, Draft draft, ScoringFacts facts, Compared message, String cluster) {
        String id = exampleId(draft);
        rows.insert(tx, id, draft, facts, appealUntil(draft), message.plainHash(), cluster);
        String guild = draft.head().guildId();
        tx.content(
                "ex-" + id,
                guild,
                draft.authorKey(),
                "example",
                draft.provenance(),
                withKeys(tx, draft, draft.input()),
                draft.head().at());
        String typed = draft.typedReason();
        String moderator = draft.moderatorKey();
        if (typed != null && !typed.isBlank()) {
            tx.content(
                    "er-" + id,
                    guild,
                    moderator == null ? draft.authorKey() : moderator,
                    "example",
                    draft.provenance(),
                    withKeys(tx, draft, typed),
                    draft.head().at());
        }
        near.enter(tx, id, message);
        tx.lineage(id, draft.head().id());
    }

    private void afterInsert(Tx tx, Draft draft, ScoringFacts facts) {
        String id = exampleId(draft);
        Score score = Score.of(facts);
        tx.publish(new ExampleCollected(
                draft.head().next("example.collected", 0),
                id,
                draft.category(),
                draft.about(),
                score.tier().wireName(),
                score.basisPoints(),
                draft.label(),
                facts.labelSource(),
                draft.provenance()));
        if (!policies.of(draft.head().guildId()).policy().mayTrain(draft.provenance())) {
            announce(tx, draft, Rejection.DATA_POLICY, 1);
        }
        if (votes.cast(tx, draft, id)) {
            announce(tx, draft, Rejection.MODERATORS_DISAGREE, 2);
        }
        rows.evict(tx, draft, settings.maxExamplesPerCategory());
    }

    private void fold(Tx tx, Draft draft, List<StoredExample> overruled, StoredExample into) {
        rows.fold(tx, draft, into, isSameMessage(draft, into) ? 0 : 1);
        rows.supersede(tx, draft, overruled, into.id(), "superseded");
        tx.lineage(into.id(), draft.head().id());
        announce(tx, draft, Rejection.DUPLICATE, 0);
        votes.cast(tx, draft, into.id());
    }

    private void supersede(Tx tx, Draft draft, List<StoredExample> gone, String why) {
        rows.supersede(tx, draft, gone, exampleId(draft), why);
    }

    private void reject(Tx tx, Reading reading, Rejection why, String detail, @Nullable ScoringFacts facts) {
        tx.execute(
                "INSERT INTO finetuning_rejection (event_id, guild, category, reason, detail, facts, at) VALUES (?, ?, ?, ?, ?, ?, ?)",
                reading.head().id(),
                reading.head().guildId(),
                reading.category(),
                why.wireName(),
                detail,
                facts == null ? null : Json.write(facts),
                reading.head().at().toEpochMilli());
        announce(tx, reading, why, 0);
    }

    private static void announce(Tx tx, Reading reading, Rejection why, int ordinal) {
        tx.publish(new ExampleRejected(
                reading.head().next("example.rejected", ordinal), reading.category(), why.wireName()));
    }

    /// A person's word is worth more than a rule's, a gold floor more than none, then points count; among equals the
    /// first stays.
    private static boolean isBetter(Draft draft, Score score, StoredExample other) {
        boolean human = draft.facts().labelSource() == LabelSource.HUMAN;
        if (human != other.isHuman()) {
            return human;
        }
        if (score.floor().isPresent() != other.hasFloor()) {
            return score.floor().isPresent();
        }
        return score.fixedBasisPoints() > other.fixedBp();
    }

    private static boolean isSameMessage(Draft draft, StoredExample other) {
        return !draft.messageId().isEmpty() && draft.messageId().equals(other.messageId());
    }

    private String withKeys(Tx tx, Draft draft, String text) {
        return Texts.withKeys(text, user -> authors.keyOf(tx, draft.head().guildId(), user));
    }

    private @Nullable Long appealUntil(Draft draft) {
        return draft.ownDecision()
                ? draft.head().at().plus(settings.appealWindow()).toEpochMilli()
                : null;
    }

    /// The id of the example that an event becomes.
    static String exampleId(Draft draft) {
        return Ids.derive(draft.head().id(), "example", 0);
    }
}
