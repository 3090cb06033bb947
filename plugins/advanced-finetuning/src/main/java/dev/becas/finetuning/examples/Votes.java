package dev.becas.finetuning.examples;

import dev.becas.finetuning.collect.Draft;
import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.LabelSource;
import java.util.List;

/// What moderators say about one message. Where they disagree, only what a strict majority says may train; the rest is
/// held.
final class Votes {
    private record Tally(String label, int votes) {}

    /// Enters the moderator's word, and holds or frees the examples of people about this message.
    ///
    /// @param exampleId the example that the word became
    /// @return whether that example is held now
    boolean cast(Tx tx, Draft draft, String exampleId) {
        String moderator = draft.moderatorKey();
        if (draft.facts().labelSource() != LabelSource.HUMAN
                || moderator == null
                || draft.messageId().isEmpty()) {
            return false;
        }
        tx.execute(
                "INSERT INTO finetuning_vote (guild, message_id, about, moderator, label) VALUES (?, ?, ?, ?, ?)"
                        + " ON CONFLICT (guild, message_id, about, moderator) DO UPDATE SET label = excluded.label",
                draft.head().guildId(),
                draft.messageId(),
                draft.about(),
                moderator,
                draft.label());
        String majority = majority(tallies(tx, draft));
        tx.execute(
                "UPDATE finetuning_example SET held = (label <> ?) WHERE guild = ? AND message_id = ? AND about = ?"
                        + " AND label_source = 'human'",
                majority,
                draft.head().guildId(),
                draft.messageId(),
                draft.about());
        return tx.select("SELECT held FROM finetuning_example WHERE id = ?", r -> r.getBoolean(1), exampleId)
                .getFirst();
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

    private static List<Tally> tallies(Tx tx, Draft draft) {
        return tx.select(
                "SELECT label, count(*) AS votes FROM finetuning_vote WHERE guild = ? AND message_id = ? AND about = ?"
                        + " GROUP BY label ORDER BY label",
                r -> new Tally(r.getString("label"), r.getInt("votes")),
                draft.head().guildId(),
                draft.messageId(),
                draft.about());
    }
}
