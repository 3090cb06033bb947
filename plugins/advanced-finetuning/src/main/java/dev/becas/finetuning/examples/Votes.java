package dev.becas.finetuning.examples;

import dev.becas.finetuning.collect.Draft;
import dev.becas.kernel.flow.LabelSource;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// What moderators say about one message. Where they disagree, only what a strict majority says may train; the rest is
/// held.
final class Votes {
    private record Tally(String label, int votes) {}

    /// Enters the moderator's word, and holds or frees the examples of people about this message.
    ///
    /// @param exampleId the example that the word became
    /// @return whether that example is held now
    boolean cast(Handle sql, Draft draft, String exampleId) {
        String moderator = draft.moderatorKey();
        if (draft.facts().labelSource() != LabelSource.HUMAN
                || moderator == null
                || draft.messageId().isEmpty()) {
            return false;
        }
        sql.execute(
                "INSERT INTO finetuning_vote (guild, message_id, about, moderator, label) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (guild, message_id, about, moderator) DO UPDATE SET label = excluded.label",
                draft.head().guildId(),
                draft.messageId(),
                draft.about(),
                moderator,
                draft.label());
        String majority = majority(tallies(sql, draft));
        sql.execute(
                "UPDATE finetuning_example SET held = (label <> ?) WHERE guild = ? AND message_id = ? AND about = ?"
                        + " AND label_source = 'human'",
                majority,
                draft.head().guildId(),
                draft.messageId(),
                draft.about());
        return sql.createQuery("SELECT held FROM finetuning_example WHERE id = :id")
                .bind("id", exampleId)
                .mapTo(Boolean.class)
                .one();
    }

    /// The label of more than half; empty when there is none, which is no label.
    private static String majority(List<Tally> tallies) {
        int all = tallies.stream().mapToInt(Tally::votes).sum();
        return tallies.stream()
                .filter(tally -> tally.votes() * 2 > all)
                .map(Tally::label)
                .findFirst()
                .orElse("");
    }

    private static List<Tally> tallies(Handle sql, Draft draft) {
        return sql.createQuery("SELECT label, count(*) AS votes FROM finetuning_vote WHERE guild = :guild"
                        + " AND message_id = :message AND about = :about GROUP BY label ORDER BY label")
                .bind("guild", draft.head().guildId())
                .bind("message", draft.messageId())
                .bind("about", draft.about())
                .map((r, c) -> new Tally(r.getString("label"), r.getInt("votes")))
                .list();
    }
}
