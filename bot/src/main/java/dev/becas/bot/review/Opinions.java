package dev.becas.bot.review;

import dev.becas.kernel.flow.ShadowFlow.LabelGiven;
import org.jdbi.v3.core.Handle;

/// Whether a label settles its case. One opinion does where one is wanted; where more are wanted, the label that comes
/// to be said by as many as are wanted, and until then the case is held.
final class Opinions {
    private Opinions() {}

    /// Whether this label is the one that settles: it counts the answers up to its own, in their order, so that the
    /// same label settles whenever it is looked at.
    static boolean settle(Handle sql, LabelGiven label) {
        int wanted = sql.createQuery("SELECT wanted FROM review_item WHERE id = :item")
                .bind("item", label.itemId())
                .mapTo(Integer.class)
                .findOne()
                .orElse(1);
        int agreeing = sql.createQuery("""
                        SELECT count(*) FROM review_answer WHERE item = :item AND label = :label
                          AND (at < :at OR (at = :at AND moderator <= :moderator))""")
                .bind("item", label.itemId())
                .bind("label", label.label())
                .bind("at", label.head().at().toEpochMilli())
                .bind("moderator", label.human().moderatorKey())
                .mapTo(Integer.class)
                .one();
        return agreeing == wanted;
    }
}
