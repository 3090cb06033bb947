package dev.becas.bot.trial;

import dev.becas.bot.moderation.Retrial;
import dev.becas.bot.trial.TrialReport.Change;
import dev.becas.bot.trial.TrialReport.Decision;
import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import dev.becas.kernel.flow.Reason;
import dev.becas.kernel.guild.Actions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Counts while a trial goes on.
final class TrialCount {
    private final String guild;
    private final int days;
    private final Instant from;
    private final Instant until;
    private final Map<String, Long> then = new TreeMap<>();
    private final Map<String, Long> now = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private long same;
    private long changed;
    private long unknown;
    private long textGone;
    private long undecided;
    private long underOtherRules;

    TrialCount(String guild, int days, Instant from, Instant until) {
        this.guild = guild;
        this.days = days;
        this.from = from;
        this.until = until;
    }

    Instant from() {
        return from;
    }

    long messages() {
        return same + changed + unknown + textGone + undecided;
    }

    void textGone() {
        textGone++;
    }

    void undecided() {
        undecided++;
    }

    /// @param otherRules whether a model whose answer was weighed read other rules in words
    void compare(MessageDecided before, boolean wasDryRun, Retrial.Outcome outcome, boolean otherRules) {
        Decision decidedThen = decision(before, wasDryRun);
        then.merge(decidedThen.outcome(), 1L, Long::sum);
        underOtherRules += otherRules ? 1 : 0;
        if (outcome.decided().isEmpty()) {
            unknown++;
            now.merge(TrialReport.UNKNOWN, 1L, Long::sum);
            return;
        }
        MessageDecided after = outcome.decided().get();
        Decision decidedNow =
                decision(after, !after.executed() && !after.action().equals(Actions.NONE));
        now.merge(decidedNow.outcome(), 1L, Long::sum);
        if (decidedThen.isLike(decidedNow)) {
            same++;
            return;
        }
        changed++;
        if (changes.size() < TrialReport.CHANGES_MAX) {
            changes.add(new Change(
                    before.messageId(), before.channelId(), before.head().at(), decidedThen, decidedNow));
        }
    }

    TrialReport report() {
        return new TrialReport(
                guild,
                days,
                from,
                until,
                messages(),
                same,
                changed,
                unknown,
                textGone,
                undecided,
                underOtherRules,
                then,
                now,
                changes);
    }

    private static Decision decision(MessageDecided d, boolean dryRun) {
        return new Decision(
                d.category(),
                d.verdict().label(),
                d.action(),
                dryRun && !d.action().equals(Actions.NONE),
                d.decidedBy(),
                d.verdict().reasons().stream().map(Reason::sentence).toList());
    }
}
