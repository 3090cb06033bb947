package dev.becas.checks.product;

import dev.becas.bot.BotParts;
import dev.becas.bot.cli.CommandShell;
import dev.becas.finetuning.FinetuningPlugin;
import dev.becas.finetuning.examples.Statistics;
import dev.becas.finetuning.scoring.Factor;
import dev.becas.finetuning.scoring.Score;
import dev.becas.finetuning.scoring.ScoringFacts;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.MessageFlow.MessageSeen;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.review.ReviewQueue;
import dev.becas.testkit.TestKernel;
import dev.becas.testkit.WordRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Moderation and the collectors on one kernel, as in the product, with two servers that differ in one threshold. What
/// goes in are messages and the commands of moderators; what comes out are examples with their factors.
final class Town implements AutoCloseable {
    /// Acts from 0.6 on.
    static final String GUILD = "g0";
    /// The same rules, but violations act from 0.9 on.
    static final String STRICT_GUILD = "g1";

    private static final String YAML = "finetuning:\n  cleanSampleRate: 1\n";
    private static final String POLICY = """
            guild: %s
            rules:
              - {id: r1, text: No threats., category: violation_detection, label: threat, action: timeout}
              - {id: r2, text: No fake pages., category: scam_detection, label: phishing, action: ban}
              - {id: r3, text: Nobody is talked into anything., category: scam_detection, label: social, action: ban}
            terms:
              - {id: on-trial, terms: [golden shovel], category: violation_detection, label: spam, action: delete, dryRun: true}
            thresholds:
              violation_detection: %s
            """;
    private static final int WORDS = 12;

    private final TestKernel kernel;
    private final Random random = new Random(5);
    private int count;

    Town(Path folder) throws Exception {
        kernel = TestKernel.open(folder, YAML);
        kernel.kernel().services().provide(ModelRuntime.class, WordRuntime.NAME, new WordRuntime());
        policies(folder.resolve("guilds"));
        kernel.start(BotParts.ID, new BotParts());
        kernel.start("advanced-finetuning", new FinetuningPlugin());
        for (String category : List.of(Categories.VIOLATION, Categories.SCAM)) {
            kernel.goLive(category, 0, WordRuntime.NAME);
        }
        kernel.quiet();
    }

    private void policies(Path folder) throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("g0.yaml"), POLICY.formatted(GUILD, "0.6"));
        Files.writeString(folder.resolve("g1.yaml"), POLICY.formatted(STRICT_GUILD, "0.9"));
        List<String> refused = kernel.kernel().policies().load(folder, kernel.now());
        if (!refused.isEmpty()) {
            throw new IOException(String.join("; ", refused));
        }
    }

    /// A new author's message.
    ///
    /// @return its id
    String post(String text) throws Exception {
        return post(GUILD, "author-" + count, text);
    }

    /// A message as a gateway brings it; an hour after the one before it, so that nobody floods.
    String post(String guild, String author, String text) throws Exception {
        kernel.tick(Duration.ofHours(1));
        String id = "m" + count++;
        EventHead head = EventHead.root("test", id, guild, kernel.now());
        String content = Ids.derive(head.id(), "content", 0);
        kernel.content(content, guild, author, text);
        kernel.publish(new MessageSeen(head, "square", id, author, content, null, 0, Provenance.SYNTHETIC));
        return id;
    }

    /// A moderator's word on a message.
    void label(String messageId, String category, String label) throws Exception {
        String item = ReviewQueue.itemId(GUILD, messageId, category);
        CommandResult result =
                new CommandShell(kernel.kernel().commands(), sentence -> {}).run("mia", "review", "label", item, label);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(result.text());
        }
        kernel.quiet();
    }

    void waitFor(Duration time) throws InterruptedException {
        kernel.tick(time);
    }

    /// Words that no other message has.
    String words() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < WORDS; i++) {
            for (int letter = 0; letter < 6; letter++) {
                words.append((char) ('a' + random.nextInt(26)));
            }
            words.append(' ');
        }
        return words.toString();
    }

    /// What each factor gave the last event of a category about a message, whether it became an example or was refused.
    Map<Factor, Integer> points(String messageId, String category) {
        List<String> facts = new ArrayList<>(kernel.kernel()
                .store()
                .read(sql -> sql.createQuery("""
                        SELECT facts FROM finetuning_example e JOIN finetuning_facts f ON f.example = e.id
                        WHERE message_id = :message AND category = :category AND gone_at IS NULL
                        UNION ALL SELECT facts FROM finetuning_rejection r JOIN journal j ON j.id = r.event_id
                        WHERE category = :category AND json_extract(j.body, '$.judged.messageId') = :message""")
                        .bind("message", messageId)
                        .bind("category", category)
                        .mapTo(String.class)
                        .list()));
        if (facts.size() != 1) {
            throw new IllegalStateException(messageId + " must have one score of " + category + " but had " + facts);
        }
        return Score.of(Json.read(facts.getFirst(), ScoringFacts.class)).points();
    }

    /// The mean score of a category's examples as of now.
    int score(String category) {
        return Statistics.read(kernel.kernel().store(), kernel.kernel().policies(), kernel.now())
                .avgQualityPerCategory()
                .getOrDefault(category, 0);
    }

    @Override
    public void close() {
        kernel.close();
    }
}
