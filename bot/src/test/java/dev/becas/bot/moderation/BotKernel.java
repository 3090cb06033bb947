package dev.becas.bot.moderation;

import dev.becas.bot.BotParts;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.MessageFlow.MessageEdited;
import dev.becas.kernel.flow.MessageFlow.MessageSeen;
import dev.becas.kernel.guild.GuildPolicy;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.testkit.TestKernel;
import dev.becas.testkit.WordRuntime;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A kernel with the bot's parts, one server and a model that answers what the message tells it to.
public final class BotKernel implements AutoCloseable {
    public static final String GUILD = "g0";

    public final TestKernel kernel;
    public final WordRuntime runtime = new WordRuntime();

    /// `key action` of every action that the gateway was asked for.
    public final List<String> done = new ArrayList<>();

    private Instant now = TestKernel.START;

    private BotKernel(TestKernel kernel) {
        this.kernel = kernel;
    }

    /// Opens it, observing or acting.
    public static BotKernel open(Path folder, String mode) throws Exception {
        return open(folder, mode, policy(List.of(), null, false));
    }

    public static BotKernel open(Path folder, String mode, GuildPolicy policy) throws Exception {
        BotKernel bot = new BotKernel(TestKernel.open(folder, "moderation:\n  mode: " + mode + "\n"));
        bot.kernel.kernel().policies().put(policy, TestKernel.START);
        bot.kernel.kernel().services().provide(ModelRuntime.class, WordRuntime.NAME, bot.runtime);
        bot.kernel
                .kernel()
                .services()
                .provide(
                        GatewayActions.class,
                        "test",
                        (key, action) -> bot.done.add(action.messageId() + " " + action.action()));
        bot.kernel.start("bot", new BotParts());
        return bot;
    }

    /// The server's policy: a rule a label that the tests use.
    public static GuildPolicy policy(
            List<GuildPolicy.TermRule> terms, GuildPolicy.@Nullable Exceptions exceptions, boolean dryRun) {
        return new GuildPolicy(
                GUILD,
                null,
                null,
                List.of(
                        new GuildPolicy.Rule("r1", "No threats.", Categories.VIOLATION, "threat", "timeout", null),
                        new GuildPolicy.Rule("r2", "No spam.", Categories.VIOLATION, "spam", "delete", null),
                        new GuildPolicy.Rule("r3", "No fake pages.", Categories.SCAM, "phishing", "ban", null)),
                terms,
                null,
                null,
                null,
                Map.of(Categories.VIOLATION, 0.6),
                exceptions,
                null,
                dryRun);
    }

    /// Puts stock models live, and a tuned one for violations when wanted.
    public BotKernel withModels(boolean tuned) throws Exception {
        for (String category : List.of(Categories.VIOLATION, Categories.SCAM)) {
            kernel.goLive(category, 0, WordRuntime.NAME);
            if (tuned && category.equals(Categories.VIOLATION)) {
                kernel.goLive(category, 1, WordRuntime.NAME);
            }
        }
        kernel.quiet();
        return this;
    }

    /// Posts a message a second after the last one and gives its decision.
    public MessageDecided post(String id, String text) throws Exception {
        return post(id, "ann", "general", text);
    }

    public MessageDecided post(String id, String author, String channel, String text) throws Exception {
        publish(id, author, channel, text);
        kernel.quiet();
        return decision(id);
    }

    /// Posts without waiting.
    public void publish(String id, String author, String channel, String text) throws Exception {
        now = now.plusSeconds(1);
        EventHead head = EventHead.root("test", id, GUILD, now);
        String content = Ids.derive(head.id(), "content", 0);
        kernel.content(content, GUILD, author, text);
        kernel.kernel()
                .bus()
                .publish(new MessageSeen(head, channel, id, author, content, null, 0, Provenance.SYNTHETIC));
    }

    public void edit(String id, String text) throws Exception {
        now = now.plusSeconds(1);
        EventHead head = EventHead.root("test", "edit/" + id + "/" + text, GUILD, now);
        String content = Ids.derive(head.id(), "content", 0);
        kernel.content(content, GUILD, "ann", text);
        kernel.publish(new MessageEdited(head, id, content));
    }

    /// Lets conversation time pass between messages.
    public void pause(long seconds) {
        now = now.plusSeconds(seconds);
    }

    public Instant now() {
        return now;
    }

    /// The last decision about a message.
    public MessageDecided decision(String id) {
        return kernel.events(MessageDecided.class).stream()
                .filter(d -> d.messageId().equals(id))
                .reduce((a, b) -> b)
                .orElseThrow();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
