package dev.becas.abtesting;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.review.ReviewItem;
import dev.becas.kernel.review.ReviewQueue;
import java.time.Instant;
import java.util.List;

/// What people are asked: every disagreement, a blind sample of agreements, and golden items whose answer is known.
final class LabelQueue {

    private final ReviewQueue reviews;

    LabelQueue(ReviewQueue reviews) {
        this.reviews = reviews;
    }

    /// Asks about a pair, when it is one to be asked about.
    void ask(Tx tx, ShadowTest test, ShadowPair pair, ModelAnswered answered) {
        if (pair.opinions() == 0) {
            return;
        }
        ReviewItem.Kind kind = pair.differs() ? ReviewItem.Kind.DISAGREEMENT : ReviewItem.Kind.AUDIT;
        reviews.ask(
                tx,
                new ReviewItem(
                        ReviewQueue.itemId(pair.guild(), pair.message(), test.category()),
                        answered.head().id(),
                        pair.guild(),
                        pair.message(),
                        pair.channel(),
                        test.category(),
                        answered.contentId(),
                        List.of(kind),
                        null,
                        pair.at(),
                        pair.at().plus(test.plan().sampling().labelExpiry()),
                        pair.opinions()));
    }

    /// Asks again, as a golden item, about a message on which two people agree.
    void askGolden(Tx tx, ShadowTest test, ShadowPair pair, String label, Instant now) {
        String known = ReviewQueue.itemId(pair.guild(), pair.message(), test.category());
        String golden = Ids.of("golden", known);
        int added = tx.sql()
                .execute("INSERT INTO ab_golden (item, label) VALUES (?, ?) ON CONFLICT DO NOTHING", golden, label);
        if (added == 0) {
            return;
        }
        reviews.find(known)
                .ifPresent(item -> reviews.ask(
                        tx,
                        new ReviewItem(
                                golden,
                                item.causeId(),
                                item.guildId(),
                                item.messageId(),
                                item.channelId(),
                                item.category(),
                                item.contentId(),
                                List.of(ReviewItem.Kind.GOLDEN),
                                null,
                                now,
                                now.plus(test.plan().sampling().labelExpiry()),
                                1)));
    }

    /// Keeps how a person answered a golden item; other items are left alone.
    static void countGolden(Tx tx, String item, String moderator, String label) {
        tx.sql()
                .execute(
                        "INSERT INTO ab_golden_answer (item, moderator, is_right) SELECT item, ?, label = ? FROM ab_golden"
                                + " WHERE item = ? ON CONFLICT DO NOTHING",
                        moderator,
                        label,
                        item);
    }

    /// Gives up what nobody answered in time.
    void expire(Tx tx, Instant now) {
        reviews.expire(tx, now);
    }
}
