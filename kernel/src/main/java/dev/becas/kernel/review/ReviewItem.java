package dev.becas.kernel.review;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A case that a person is asked about. One item a message and category, whoever asks.
///
/// @param itemId derived from guild, message and category
/// @param causeId the event that led to the question
/// @param kinds why it is asked, sorted
/// @param proposed what the bot said; shown only when no kind is blind
/// @param at since when
/// @param expiresAt when it is given up, if it is
/// @param opinionsWanted how many people shall answer
public record ReviewItem(
        String itemId,
        String causeId,
        String guildId,
        String messageId,
        String channelId,
        String category,
        String contentId,
        List<Kind> kinds,
        @Nullable String proposed,
        Instant at,
        @Nullable Instant expiresAt,
        int opinionsWanted) {
    public ReviewItem {
        kinds = kinds.stream().distinct().sorted().toList();
    }

    /// Why a case is asked.
    public enum Kind {
        /// The bot acted, or would have.
        FLAGGED(false),
        /// A member reported it.
        REPORTED(false),
        /// The confidence was close to the threshold.
        UNCERTAIN(false),
        /// The live model and its shadow differ.
        DISAGREEMENT(true),
        /// A blind sample of what both agree on.
        AUDIT(true),
        /// The answer is known; asked to measure who answers.
        GOLDEN(true);

        private final boolean blind;

        Kind(boolean blind) {
            this.blind = blind;
        }

        /// Whether people answer without seeing what the bot said.
        public boolean blind() {
            return blind;
        }
    }

    /// Whether the bot's answer stays hidden.
    public boolean blind() {
        return kinds.stream().anyMatch(Kind::blind);
    }
}
