package dev.becas.checks.product;

import dev.becas.abtesting.AbTestingPlugin;
import dev.becas.bot.BotParts;
import dev.becas.bot.cli.CommandShell;
import dev.becas.finetuning.FinetuningPlugin;
import dev.becas.gputrainer.GpuTrainerPlugin;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.MessageFlow.MessageSeen;
import dev.becas.kernel.flow.PromotionFlow.StageChanged;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.Answer;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.RenderedPrompt;
import dev.becas.kernel.review.ReviewItem;
import dev.becas.orchestrator.OrchestratorPlugin;
import dev.becas.testkit.TestKernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The parts of the product that a round passes through, on one kernel, with `gpu-trainer` as the trainer. Messages
/// speak one of two tongues: phishing uses letters that nobody else does. The version that answers tosses a coin; the
/// moderator knows.
final class GpuTrainerTown implements AutoCloseable {
    static final String TARGET = ModelVersion.target("qwen", Categories.SCAM);

    private static final String GUILD = "g0";
    private static final String POLICY = """
            guild: g0
            rules:
              - {id: r1, text: No fakes., category: scam_detection, label: phishing, action: ban}
            """;

    private static String yaml(int examples, Path base) {
        return """
            finetuning:
              cleanSampleRate: 1
            datasets:
              minTier: bronze
              balance: false
              evalShare: 0.2
              maxSharePerModerator: 1
              maxSharePerAuthor: 1
            abtest:
              lookEvery: 0 s
              latencyP95Ratio: 1000000
            orchestrator:
              categories: [scam_detection]
              trainer: gpu-trainer
              minGoldExamples: 0
              minTotalExamples: %d
              minQualityScore: 0
              minTestsBeforePromotion: 30
            trainer:
              base: %s
              targetModules: [q, k, v, o, gate, up, down]
              learningRate: 0.005
              dropout: 0
              batchSize: 4
              epochs: 8
              evalEvery: 20
            """.formatted(examples, base);
    }

    private static final int WORDS = 8;
    private static final int GOLD_CASES = 60;

    private final TestKernel kernel;
    private final Random random = new Random(5);
    private final Map<String, String> truths = new HashMap<>();
    private int count;

    /// @param examples how many make a round begin
    GpuTrainerTown(Path folder, int examples) throws Exception {
        Path base = TinyBase.write(folder.resolve("base.gguf"));
        kernel = TestKernel.open(folder, yaml(examples, base));
        kernel.kernel().services().provide(ModelRuntime.class, Coin.NAME, new Coin());
        Path guilds = Files.createDirectories(folder.resolve("guilds"));
        Files.writeString(guilds.resolve("g0.yaml"), POLICY);
        List<String> refused = kernel.kernel().policies().load(guilds, kernel.now());
        if (!refused.isEmpty()) {
            throw new IOException(String.join("; ", refused));
        }
        writeGold();
        kernel.start(BotParts.ID, new BotParts());
        kernel.start("advanced-finetuning", new FinetuningPlugin());
        kernel.start("ab-testing", new AbTestingPlugin());
        kernel.start(GpuTrainerPlugin.NAME, new GpuTrainerPlugin());
        kernel.goLive(Categories.SCAM, 0, Coin.NAME);
        kernel.start("orchestrator", new OrchestratorPlugin());
        kernel.quiet();
    }

    TestKernel kernel() {
        return kernel;
    }

    /// Another message, an hour after the one before it; then the moderator answers what is asked about it.
    void post() throws Exception {
        kernel.tick(Duration.ofHours(1));
        boolean phishing = random.nextBoolean();
        String id = "m" + count++;
        EventHead head = EventHead.root("test", id, GUILD, kernel.now());
        String content = Ids.derive(head.id(), "content", 0);
        truths.put(id, phishing ? "phishing" : "clean");
        kernel.content(content, GUILD, "author-" + id, words(phishing));
        kernel.publish(new MessageSeen(head, "square", id, "author-" + id, content, null, 0, Provenance.SYNTHETIC));
        label();
    }

    private void label() throws Exception {
        for (ReviewItem item : kernel.kernel().reviews().next(GUILD, "mia", kernel.now(), 100)) {
            if (item.category().equals(Categories.SCAM)) {
                int before = kernel.kernel().reviews().answers(item.itemId()).size();
                run(
                        "moderator-" + before,
                        "review",
                        "label",
                        item.itemId(),
                        String.valueOf(truths.get(item.messageId())));
            }
        }
    }

    void run(String actor, String... words) throws Exception {
        CommandResult result = new CommandShell(kernel.kernel().commands(), sentence -> {}).run(actor, words);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(result.text());
        }
        kernel.quiet();
    }

    /// The stages that the pipeline came into, in order.
    List<String> stages() {
        return kernel.events(StageChanged.class).stream().map(StageChanged::to).toList();
    }

    private void writeGold() throws IOException {
        Path file = kernel.kernel().dataFolder().resolve("gold").resolve(Categories.SCAM + ".jsonl");
        Files.createDirectories(file.getParent());
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < GOLD_CASES; i++) {
            boolean phishing = i % 2 == 0;
            lines.add(Json.write(Map.of(
                    "category",
                    Categories.SCAM,
                    "label",
                    phishing ? "phishing" : "clean",
                    "guild",
                    "stock",
                    "fields",
                    List.of(
                            Map.of("name", "rule", "value", "No fakes."),
                            Map.of("name", "message", "value", words(phishing))))));
        }
        Files.write(file, lines);
    }

    private String words(boolean phishing) {
        StringBuilder words = new StringBuilder();
        String letters = phishing ? "xqzjkvwy" : "abcdefgh";
        for (int i = 0; i < WORDS; i++) {
            for (int letter = 0; letter < 5; letter++) {
                words.append(letters.charAt(random.nextInt(letters.length())));
            }
            words.append(' ');
        }
        return words.toString().strip();
    }

    @Override
    public void close() {
        kernel.close();
    }

    /// Right every second time, whatever is asked.
    private static final class Coin implements ModelRuntime {
        static final String NAME = "coin";

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public void load(ModelVersion version) {}

        @Override
        public void unload(String versionName) {}

        @Override
        public List<String> loaded() {
            return List.of();
        }

        @Override
        public Answer score(ModelVersion version, RenderedPrompt prompt, List<String> labels, Duration deadline) {
            String said = Ids.bucket(prompt.digest(), 2) == 0 ? "clean" : "phishing";
            Map<String, Double> scores = new HashMap<>();
            labels.forEach(label -> scores.put(label, Math.log(0.3 / (labels.size() - 1))));
            scores.put(said, Math.log(0.7));
            return new Answer.LabelScores(scores, 1_000);
        }
    }
}
