package dev.becas.finetuning.dataset;

import dev.becas.finetuning.scoring.Tier;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;

/// The section `datasets` of `becas.yaml`.
///
/// @param dir                  where datasets live, relative to the folder above the data folder
/// @param minTier              the lowest tier a dataset holds
/// @param balance              whether outcomes, polarities and labels are cut to the smallest
/// @param evalShare            share of each label held out, the newest
/// @param nearDuplicate        Jaccard similarity from which two texts are near duplicates
/// @param maxSharePerAuthor    of all candidates, by one author
/// @param maxSharePerModerator of all candidates, labelled by one moderator
/// @param maxPerAuthorPerHour  examples of one author in one hour
/// @param exportAt             time of day of the daily export, in UTC
/// @param maxFileMb            exported files are split beyond this size, in MiB
/// @param archiveAfter         when a daily file is archived
/// @param rawTextRetention     how long what members typed is kept as it was typed
/// @param logRetention         how long rolled log files are kept after their day
public record DatasetSettings(
        Path dir,
        Tier minTier,
        boolean balance,
        double evalShare,
        double nearDuplicate,
        double maxSharePerAuthor,
        double maxSharePerModerator,
        int maxPerAuthorPerHour,
        String exportAt,
        int maxFileMb,
        Duration archiveAfter,
        Duration rawTextRetention,
        Duration logRetention) {
    /// What holds where `becas.yaml` says nothing.
    public static final DatasetSettings DEFAULTS = new DatasetSettings(
            Path.of("data/datasets"),
            Tier.SILVER,
            true,
            0.1,
            0.85,
            0.02,
            0.4,
            20,
            "02:00",
            50,
            Duration.ofDays(180),
            Duration.ofDays(30),
            Duration.ofDays(30));

    public DatasetSettings {
        requireIn("evalShare", evalShare, 0, 0.5);
        requireIn("nearDuplicate", nearDuplicate, 0.5, 1);
        requireIn("maxSharePerAuthor", maxSharePerAuthor, 0, 1);
        requireIn("maxSharePerModerator", maxSharePerModerator, 0, 1);
        requireIn("maxPerAuthorPerHour", maxPerAuthorPerHour, 1, 1_000_000);
        requireIn("maxFileMb", maxFileMb, 1, 10_000);
        requireTime(exportAt);
        requirePositive("archiveAfter", archiveAfter);
        requirePositive("rawTextRetention", rawTextRetention);
        requirePositive("logRetention", logRetention);
    }

    private static void requireIn(String key, double value, double least, double most) {
        if (!(value >= least && value <= most)) {
            throw new IllegalArgumentException(key + " must be in [" + least + ", " + most + "] but was " + value);
        }
    }

    private static void requirePositive(String key, Duration value) {
        if (!value.isPositive()) {
            throw new IllegalArgumentException(key + " must be more than 0 but was " + value);
        }
    }

    private static void requireTime(String exportAt) {
        try {
            LocalTime.parse(exportAt);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("exportAt must be a time such as 02:00 but was '" + exportAt + "'", e);
        }
    }
}
