package dev.becas.finetuning.dataset;

import dev.becas.finetuning.duplicates.LongTable;
import java.util.Arrays;

/// Keeps any one person from shaping a dataset: at most so many of an author in an hour, and at most a share of all
/// candidates by one author or one moderator. The best stay; among equals the lower id.
final class Caps {
    private final DatasetSettings settings;

    Caps(DatasetSettings settings) {
        this.settings = settings;
    }

    void apply(Candidates candidates) {
        int[] best = bestFirst(candidates);
        LongTable byAuthorAndHour = new LongTable();
        int[] byAuthor = new int[candidates.authors.size()];
        int[] byModerator = new int[candidates.moderators.size()];
        int authorMax = shareOf(settings.maxSharePerAuthor(), best.length);
        int moderatorMax = shareOf(settings.maxSharePerModerator(), best.length);
        for (int i : best) {
            long hour = ((long) candidates.author(i) << 32) | (candidates.atMillis(i) / 3_600_000L);
            int moderator = candidates.moderator(i);
            if (byAuthorAndHour.increment(hour) > settings.maxPerAuthorPerHour()) {
                candidates.put(i, Part.AUTHOR_HOUR_CAP);
            } else if (byAuthor[candidates.author(i)] >= authorMax) {
                candidates.put(i, Part.AUTHOR_CAP);
            } else if (moderator >= 0 && byModerator[moderator] >= moderatorMax) {
                candidates.put(i, Part.MODERATOR_CAP);
            } else {
                byAuthor[candidates.author(i)]++;
                if (moderator >= 0) {
                    byModerator[moderator]++;
                }
            }
        }
    }

    private static int shareOf(double share, int count) {
        return Math.max(1, (int) Math.ceil(share * count));
    }

    private static int[] bestFirst(Candidates candidates) {
        int[] in = candidates.in();
        long[] byWorth = new long[in.length];
        for (int i = 0; i < in.length; i++) {
            long worth = candidates.tier(in[i]) * 100_000L + candidates.scoreBp(in[i]);
            byWorth[i] = ((1_000_000L - worth) << 32) | in[i];
        }
        Arrays.sort(byWorth);
        for (int i = 0; i < in.length; i++) {
            in[i] = (int) byWorth[i];
        }
        return in;
    }
}
