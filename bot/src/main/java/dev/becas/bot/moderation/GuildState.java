package dev.becas.bot.moderation;

import dev.becas.bot.moderation.rules.FloodDetector;
import dev.becas.bot.moderation.rules.FloodFinding;
import dev.becas.bot.moderation.rules.FloodLimits;
import dev.becas.bot.moderation.rules.Posting;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What moderation remembers of one server between messages, all of it in the store too. Used by the server's lane
/// alone.
///
/// It runs ahead of the store by the batch that is being thought about; when that batch is lost, so is this object.
final class GuildState {
    /// Authors that are kept in memory; others are read when they write again.
    private static final int AUTHORS_MAX = 5_000;

    private final String guildId;
    private final Authors authors;
    private final SeenMessages messages;
    private final FloodDetector floods = new FloodDetector(FloodLimits.DEFAULT);
    private final Map<String, AuthorState> known = new LinkedHashMap<>(256, 0.75f, true);
    /// Authors of this batch whom the store does not know.
    private final Set<String> unseen = new HashSet<>();
    private Map<String, AuthorState> changed = new LinkedHashMap<>();
    private Map<String, SeenMessages.Row> seen = new LinkedHashMap<>();

    GuildState(String guildId, Authors authors, SeenMessages messages) {
        this.guildId = guildId;
        this.authors = authors;
        this.messages = messages;
        messages.latest(guildId)
                .map(latest -> messages.postings(guildId, latest.minus(FloodLimits.DEFAULT.longest())))
                .orElse(List.of())
                .forEach(floods::observe);
    }

    /// Reads what the store holds of these authors, as far as it is not in memory.
    void read(Collection<String> authorKeys) {
        List<String> missing =
                authorKeys.stream().filter(key -> !known.containsKey(key)).toList();
        if (missing.isEmpty()) {
            return;
        }
        Map<String, AuthorState> found = authors.find(guildId, missing);
        known.putAll(found);
        missing.stream().filter(key -> !found.containsKey(key)).forEach(unseen::add);
    }

    /// An author as of now.
    AuthorState author(String authorKey, Instant now) {
        AuthorState state = known.get(authorKey);
        if (state == null && unseen.contains(authorKey)) {
            state = AuthorState.unknown(now);
        } else if (state == null) {
            state = authors.find(guildId, authorKey).orElseGet(() -> AuthorState.unknown(now));
        }
        return state.asOf(now);
    }

    void remember(String authorKey, AuthorState state) {
        known.put(authorKey, state);
        changed.put(authorKey, state);
    }

    List<FloodFinding> observe(Posting posting) {
        return floods.observe(posting);
    }

    /// How many earlier messages of its author stand in the longest window.
    int preceding(Posting posting) {
        return floods.preceding(posting);
    }

    void remember(Message message, Posting posting) {
        seen.put(message.messageId(), new SeenMessages.Row(message, posting));
    }

    /// A message that was judged before, in this batch or an earlier one.
    Optional<Message> message(String messageId) {
        SeenMessages.Row row = seen.get(messageId);
        return row != null ? Optional.of(row.message()) : messages.find(guildId, messageId);
    }

    /// What is new since the last call, as a writer of rows.
    Changes takeChanges() {
        Changes changes = new Changes(guildId, changed, seen);
        changed = new LinkedHashMap<>();
        seen = new LinkedHashMap<>();
        unseen.clear();
        while (known.size() > AUTHORS_MAX) {
            known.remove(known.keySet().iterator().next());
        }
        return changes;
    }

    /// Rows to write.
    record Changes(String guildId, Map<String, AuthorState> authors, Map<String, SeenMessages.Row> messages) {}
}
