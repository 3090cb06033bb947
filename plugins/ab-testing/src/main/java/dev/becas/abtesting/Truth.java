package dev.becas.abtesting;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What people say a message is, made of their opinions: of each person the last word, of all words the one that most
/// stand behind. People who contradict each other evenly leave it open.
///
/// @param label what it is; empty when nobody or no majority says so
/// @param people how many spoke
record Truth(Optional<String> label, int people) {

    /// Nobody has spoken.
    static final Truth NONE = new Truth(Optional.empty(), 0);

    static Truth of(List<Opinion> opinions) {
        Map<String, String> lastWords = new TreeMap<>();
        opinions.stream()
                .sorted(Comparator.comparing(Opinion::at).thenComparing(Opinion::eventId))
                .forEach(opinion -> lastWords.put(opinion.moderator(), opinion.label()));
        Map<String, Integer> votes = new TreeMap<>();
        lastWords.values().forEach(label -> votes.merge(label, 1, Integer::sum));
        int most = votes.values().stream().mapToInt(Integer::intValue).max().orElse(0);
        List<String> winners = votes.entrySet().stream()
                .filter(vote -> vote.getValue() == most)
                .map(Map.Entry::getKey)
                .toList();
        return new Truth(winners.size() == 1 ? Optional.of(winners.getFirst()) : Optional.empty(), lastWords.size());
    }
}
