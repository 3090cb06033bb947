package dev.becas.finetuning.dataset;

import dev.becas.finetuning.scoring.Tier;
import dev.becas.kernel.category.Categories;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// What a dataset is asked to hold, by the names that commands and events use.
///
/// @param category    the category it teaches
/// @param modelTarget only examples of this base family
/// @param minTier     the lowest tier
/// @param minQuality  the lowest score, in basis points
/// @param maxExamples at most so many
/// @param balance     whether groups are cut to the smallest
/// @param since       only examples from then on
/// @param until       only examples up to then
/// @param guild       only examples of this server
public record DatasetFilters(
        String category,
        Optional<String> modelTarget,
        Tier minTier,
        int minQuality,
        int maxExamples,
        boolean balance,
        Optional<Instant> since,
        Optional<Instant> until,
        Optional<String> guild) {
    private static final Set<String> KNOWN = Set.of(
            "category", "modelTarget", "minTier", "minQuality", "maxExamples", "balance", "since", "until", "guild");

    /// Reads filters; what is not given is as the settings say.
    ///
    /// @throws IllegalArgumentException naming the filter, its rule and the value
    public static DatasetFilters of(String category, Map<String, String> given, DatasetSettings settings) {
        given.keySet().stream()
                .filter(name -> !KNOWN.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(
                            "there is no filter '" + name + "'; filters are " + new TreeSet<>(KNOWN));
                });
        Categories.named(category);
        return new DatasetFilters(
                category,
                Optional.ofNullable(given.get("modelTarget")),
                given.containsKey("minTier") ? tier(given.getOrDefault("minTier", "")) : settings.minTier(),
                quality(given.getOrDefault("minQuality", "0")),
                whole("maxExamples", given.getOrDefault("maxExamples", String.valueOf(Integer.MAX_VALUE)), 1),
                Boolean.parseBoolean(given.getOrDefault("balance", String.valueOf(settings.balance()))),
                Optional.ofNullable(given.get("since")).map(value -> instant("since", value)),
                Optional.ofNullable(given.get("until")).map(value -> instant("until", value)),
                Optional.ofNullable(given.get("guild")));
    }

    private static Tier tier(String name) {
        try {
            return Tier.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("minTier must be gold, silver or bronze but was '" + name + "'", e);
        }
    }

    /// A share such as `0.85`, or basis points such as `8500`.
    private static int quality(String text) {
        try {
            double value = Double.parseDouble(text);
            if (value >= 0 && value <= 10_000) {
                return (int) Math.round(value <= 1 ? value * 10_000 : value);
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("minQuality must be a number but was '" + text + "'", e);
        }
        throw new IllegalArgumentException(
                "minQuality must be in [0, 1], or in basis points up to 10000, but was " + text);
    }

    private static int whole(String name, String text, int least) {
        try {
            int value = Integer.parseInt(text);
            if (value >= least) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(name + " must be a whole number but was '" + text + "'", e);
        }
        throw new IllegalArgumentException(name + " must be at least " + least + " but was " + text);
    }

    private static Instant instant(String name, String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    name + " must be a time such as 2026-01-05T08:00:00Z but was '" + text + "'", e);
        }
    }
}
