package dev.becas.bot.trial;

import dev.becas.bot.moderation.Message;
import dev.becas.bot.moderation.Retrial;
import dev.becas.bot.moderation.SeenMessages;
import dev.becas.bot.moderation.SeenMessages.Past;
import dev.becas.bot.moderation.rules.FloodDetector;
import dev.becas.bot.moderation.rules.FloodFinding;
import dev.becas.bot.moderation.rules.FloodLimits;
import dev.becas.kernel.Kernel;
import dev.becas.kernel.bus.Journal;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.MessageFlow.MessageEdited;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.guild.GuildPolicy;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Judges a server's messages of the last days by a policy, and compares with what was decided then. A message that was
/// edited is judged as it stands. What the flood windows saw does not hang on the policy and is counted again.
public final class PolicyTrial {
    private static final List<String> CATEGORIES = List.of(Categories.VIOLATION, Categories.SCAM);
    /// Messages that are read at once.
    private static final int PAGE = 500;
    /// Messages between two words on how far it is.
    private static final int PROGRESS_EVERY = 5_000;

    private final SeenMessages messages;
    private final ContentStore contents;
    private final Journal journal;
    private final GuildPolicies policies;
    private final Consumer<String> progress;

    /// @param progress hears how far it is
    public PolicyTrial(Kernel kernel, Consumer<String> progress) {
        this.messages = new SeenMessages(kernel.store());
        this.contents = new ContentStore(kernel.store());
        this.journal = kernel.bus().journal();
        this.policies = kernel.policies();
        this.progress = progress;
    }

    /// Judges the messages of the `days` days before the latest message of the policy's server.
    ///
    /// @throws IOException when the list of official domains cannot be read
    public TrialReport of(GuildPolicy policy, int days) throws IOException {
        Optional<Instant> latest = messages.latest(policy.guild());
        if (latest.isEmpty()) {
            return TrialReport.nothing(policy.guild(), days);
        }
        Instant until = latest.get();
        Instant from = until.minus(Duration.ofDays(days));
        TrialCount count = new TrialCount(policy.guild(), days, from, until);
        Retrial retrial = new Retrial(policy);
        FloodDetector floods = new FloodDetector(FloodLimits.DEFAULT);
        long after = Long.MIN_VALUE;
        while (true) {
            List<Past> page =
                    messages.past(policy.guild(), from.minus(FloodLimits.DEFAULT.longest()), until, after, PAGE);
            if (page.isEmpty()) {
                return count.report();
            }
            after = page.getLast().ord();
            judge(page, policy, retrial, floods, count);
        }
    }

    private void judge(List<Past> page, GuildPolicy policy, Retrial retrial, FloodDetector floods, TrialCount count) {
        Map<String, String> texts = contents.texts(
                page.stream().map(past -> past.message().contentId()).toList());
        Map<String, FlowEvent> events = journal.findAll(eventIds(page));
        for (Past past : page) {
            Message message = past.message();
            List<FloodFinding> found = floods.observe(past.posting());
            if (past.posting().at().isBefore(count.from())) {
                continue; // shown to the flood windows only
            }
            String text = texts.get(message.contentId());
            if (!(events.get(message.decision().id()) instanceof MessageDecided then)) {
                count.undecided();
            } else if (text == null) {
                count.textGone();
            } else {
                boolean edited = events.get(message.head().id()) instanceof MessageEdited;
                Retrial.Outcome now = retrial.judge(
                        message,
                        text,
                        edited ? List.of() : found,
                        answers(message, events),
                        then.decidedBy().equals("fallback"));
                count.compare(then, wasDryRun(then), now, underOtherRules(now.weighed(), policy));
            }
            if (count.messages() % PROGRESS_EVERY == 0) {
                progress.accept("guild '" + policy.guild() + "': " + count.messages() + " messages, up to "
                        + past.posting().at());
            }
        }
    }

    private static List<String> eventIds(List<Past> page) {
        List<String> ids = new ArrayList<>();
        for (Past past : page) {
            ids.add(past.message().head().id());
            ids.add(past.message().decision().id());
            CATEGORIES.forEach(
                    category -> ids.add(past.message().answer(category).id()));
        }
        return ids;
    }

    private static Map<String, ModelAnswered> answers(Message message, Map<String, FlowEvent> events) {
        Map<String, ModelAnswered> answers = new HashMap<>();
        for (String category : CATEGORIES) {
            if (events.get(message.answer(category).id()) instanceof ModelAnswered answer) {
                answers.put(category, answer);
            }
        }
        return answers;
    }

    /// A whole server on a dry run only says what it would do; an auto-rule on a dry run decides nothing at all.
    private boolean wasDryRun(MessageDecided then) {
        int version = then.circumstances().policyVersion();
        return !then.decidedBy().equals("rule")
                && policies.at(then.head().guildId(), version).dryRun();
    }

    /// Whether a model read other rules in words then.
    private boolean underOtherRules(List<ModelAnswered> weighed, GuildPolicy policy) {
        return weighed.stream().anyMatch(answer -> {
            GuildPolicy then = policies.at(policy.guild(), answer.policyVersion());
            return !words(then, answer.category()).equals(words(policy, answer.category()));
        });
    }

    private static List<String> words(GuildPolicy policy, String category) {
        return policy.rulesFor(category).stream().map(GuildPolicy.Rule::text).toList();
    }
}
