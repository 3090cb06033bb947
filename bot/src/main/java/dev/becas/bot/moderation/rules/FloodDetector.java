package dev.becas.bot.moderation.rules;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Sliding windows over what each author of one guild posts, in message time. For one thread at a time.
///
/// Findings depend on the postings of the guild and their order alone; a posting that is shown again gives what it gave
/// the first time. So after a restart the postings of the last [FloodLimits#longest] are shown again, and all is as
/// before. Memory: [#AUTHORS_MAX] authors, the longest silent forgotten first, with [#POSTINGS_MAX] postings each.
public final class FloodDetector {
    /// Authors of one guild that are remembered.
    public static final int AUTHORS_MAX = 2_000;
    /// Postings of one author that are remembered; no limit may be higher.
    public static final int POSTINGS_MAX = 32;

    private final FloodLimits limits;
    private final Map<String, Ring> authors = new LinkedHashMap<>(256, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Ring> eldest) {
            return size() > AUTHORS_MAX;
        }
    };

    public FloodDetector(FloodLimits limits) {
        this.limits = limits;
    }

    /// Remembers a posting and says which limits it reaches.
    public List<FloodFinding> observe(Posting posting) {
        Ring ring = authors.computeIfAbsent(posting.authorKey(), key -> new Ring());
        int newest = ring.indexOf(posting);
        if (newest < 0) {
            newest = ring.add(posting);
        }
        Instant messagesFrom = posting.at().minus(limits.messagesWithin());
        Instant mentionsFrom = posting.at().minus(limits.mentionsWithin());
        Instant duplicatesFrom = posting.at().minus(limits.duplicatesWithin());
        int messages = 0;
        int mentions = 0;
        int duplicates = 0;
        for (int i = newest; i >= ring.oldest(); i--) {
            Posting earlier = ring.get(i);
            messages += isWithin(earlier, messagesFrom, posting) ? 1 : 0;
            mentions += isWithin(earlier, mentionsFrom, posting) ? earlier.mentions() : 0;
            boolean equal = posting.fingerprint() != 0 && posting.fingerprint() == earlier.fingerprint();
            duplicates += equal && isWithin(earlier, duplicatesFrom, posting) ? 1 : 0;
        }
        List<FloodFinding> findings = new ArrayList<>(0);
        add(findings, FloodFinding.Kind.MESSAGES, messages, limits.messages(), limits.messagesWithin());
        if (posting.mentions() > 0) {
            add(findings, FloodFinding.Kind.MENTIONS, mentions, limits.mentions(), limits.mentionsWithin());
        }
        add(findings, FloodFinding.Kind.DUPLICATES, duplicates, limits.duplicates(), limits.duplicatesWithin());
        return findings;
    }

    /// How many earlier postings of the same author stand in the longest window.
    public int preceding(Posting posting) {
        Ring ring = authors.get(posting.authorKey());
        Instant from = posting.at().minus(limits.longest());
        int count = 0;
        for (int i = ring == null ? 0 : ring.oldest(); ring != null && i < ring.count; i++) {
            boolean other = !ring.get(i).messageId().equals(posting.messageId());
            count += other && isWithin(ring.get(i), from, posting) ? 1 : 0;
        }
        return count;
    }

    private static void add(
            List<FloodFinding> findings, FloodFinding.Kind kind, int count, int limit, Duration within) {
        if (count >= limit) {
            findings.add(new FloodFinding(kind, count, within));
        }
    }

    private static boolean isWithin(Posting earlier, Instant from, Posting now) {
        return earlier.at().isAfter(from) && !earlier.at().isAfter(now.at());
    }

    /// The last postings of an author, numbered in the order of their coming.
    private static final class Ring {
        private final Posting[] postings = new Posting[POSTINGS_MAX];
        private int count;

        int add(Posting posting) {
            postings[count % POSTINGS_MAX] = posting;
            return count++;
        }

        int oldest() {
            return Math.max(0, count - POSTINGS_MAX);
        }

        Posting get(int index) {
            return postings[index % POSTINGS_MAX];
        }

        int indexOf(Posting posting) {
            for (int i = count - 1; i >= oldest(); i--) {
                if (get(i).messageId().equals(posting.messageId())) {
                    return i;
                }
            }
            return -1;
        }
    }
}
