package dev.becas.bot.moderation;

import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.review.ReviewItem;
import dev.becas.kernel.review.ReviewItem.Kind;
import dev.becas.kernel.review.ReviewQueue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What moderation asks people about.
final class Questions {
    /// When a question is given up.
    static final Duration EXPIRY = Duration.ofDays(7);
    /// Of a hundred uncertain answers, how many are asked about: people's time is short.
    private static final int UNCERTAIN_ASKED_OF_100 = 25;

    private Questions() {}

    /// Every finding, and a share of what was close to its threshold.
    static List<ReviewItem> about(Judgement judgement) {
        Message message = judgement.about().message();
        List<ReviewItem> asked = new ArrayList<>(0);
        for (Opinion opinion : judgement.opinions()) {
            if (opinion.acts()) {
                asked.add(about(message, opinion.category(), Kind.FLAGGED, opinion.label(), message.decision()));
            } else if (opinion.uncertain()
                    && Ids.bucket(message.answer(opinion.category()).id(), 100) < UNCERTAIN_ASKED_OF_100) {
                asked.add(about(message, opinion.category(), Kind.UNCERTAIN, opinion.label(), message.decision()));
            }
        }
        return asked;
    }

    /// One question.
    static ReviewItem about(Message message, String category, Kind kind, @Nullable String proposed, EventHead cause) {
        return new ReviewItem(
                ReviewQueue.itemId(message.head().guildId(), message.messageId(), category),
                cause.id(),
                message.head().guildId(),
                message.messageId(),
                message.channelId(),
                category,
                message.contentId(),
                List.of(kind),
                proposed,
                cause.at(),
                cause.at().plus(EXPIRY),
                1);
    }
}
