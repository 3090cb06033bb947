package dev.becas.bot.demo;

import dev.becas.bot.app.App;
import dev.becas.bot.replay.ReplayHooks;
import dev.becas.bot.replay.SimulatedModerator;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.flow.PromotionFlow.ReadyForPromotion;
import java.time.Instant;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/// The people of the demo: moderators who answer, admins who approve, and who ask for a training where a conversation
/// is too short for the thresholds.
final class People implements ReplayHooks {
    /// At this share of the conversation the admins ask, so that the rest can test what was learned.
    private static final double ASK_AT = 0.5;

    private final App app;
    private final Watch watch;
    private final SimulatedModerator moderators;
    private final boolean ask;
    private final Ticked ticked;
    private final Consumer<String> say;

    /// What is told of a tick's end.
    @FunctionalInterface
    interface Ticked {
        void at(Instant now, double share) throws Exception;
    }

    /// @param ask whether admins ask for a training half-way
    People(App app, Watch watch, SimulatedModerator moderators, boolean ask, Ticked ticked, Consumer<String> say) {
        this.app = app;
        this.watch = watch;
        this.moderators = moderators;
        this.ask = ask;
        this.ticked = ticked;
        this.say = say;
    }

    @Override
    public void people(Instant now, double share) {
        moderators.act(now);
        watch.sync();
        for (ReadyForPromotion ready : watch.waiting()) {
            for (int i = 1; i <= ready.approvalsWanted(); i++) {
                give("admin-" + i, "approve", ready.version(), "--reason", "The report says promote_B.");
            }
        }
        if (ask && share >= ASK_AT) {
            Set<String> targets = new TreeSet<>(watch.aliases().keySet());
            targets.removeAll(watch.stages().keySet());
            targets.forEach(target -> give("admin-1", "train", target));
        }
    }

    private void give(String actor, String... words) {
        CommandResult result = app.shell().run(actor, words);
        if (result.exitCode() != 0) {
            say.accept(String.join(" ", words) + ": " + result.text());
        }
    }

    @Override
    public void ticked(Instant now, double share) throws Exception {
        ticked.at(now, share);
    }

    @Override
    public void complaint(String sentence) {
        say.accept(sentence);
    }
}
