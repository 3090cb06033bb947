package dev.becas.bot.moderation.links;

import java.util.List;
import java.util.Set;

/// What is held of a link.
///
/// @param score 0 to 99: the heaviest indicator's weight and 5 for each further one; 0 for an official link
/// @param brand the brand it passes for, or empty
/// @param indicators in the order of their declaration
/// @param reasons a sentence an indicator, each naming what was seen
public record LinkVerdict(
        Link link, Level level, int score, String brand, List<LinkIndicator> indicators, List<String> reasons) {
    /// Score from which a link is held to be harmful without asking further.
    public static final int DANGEROUS_MIN = 75;
    /// Score from which a link is worth a question to the model.
    public static final int SUSPICIOUS_MIN = 40;

    private static final int FURTHER_INDICATOR = 5;
    private static final int SCORE_MAX = 99;

    public enum Level {
        OFFICIAL,
        UNKNOWN,
        SUSPICIOUS,
        DANGEROUS
    }

    public LinkVerdict {
        indicators = List.copyOf(indicators);
        reasons = List.copyOf(reasons);
    }

    static LinkVerdict official(Link link, String brand) {
        return new LinkVerdict(
                link,
                Level.OFFICIAL,
                0,
                brand,
                List.of(),
                List.of(link.domain() + " is an official domain of " + brand));
    }

    static LinkVerdict of(Link link, String brand, Set<LinkIndicator> indicators, List<String> reasons) {
        int heaviest = 0;
        for (LinkIndicator indicator : indicators) {
            heaviest = Math.max(heaviest, indicator.weight());
        }
        int further = Math.max(0, indicators.size() - 1) * FURTHER_INDICATOR;
        int score = Math.min(SCORE_MAX, heaviest + further);
        Level level =
                score >= DANGEROUS_MIN ? Level.DANGEROUS : score >= SUSPICIOUS_MIN ? Level.SUSPICIOUS : Level.UNKNOWN;
        return new LinkVerdict(link, level, score, brand, List.copyOf(indicators), reasons);
    }
}
