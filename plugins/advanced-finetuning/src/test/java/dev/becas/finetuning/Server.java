package dev.becas.finetuning;

import dev.becas.finetuning.examples.Statistics;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.dataset.ExampleStatistics;
import dev.becas.kernel.dataset.ExampleStatistics.ExampleCounts;
import dev.becas.kernel.flow.Circumstances;
import dev.becas.kernel.flow.DecisionFlow.AiCorrection;
import dev.becas.kernel.flow.DecisionFlow.ViolationDetected;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.ExampleFlow.CustomExample;
import dev.becas.kernel.flow.HumanWord;
import dev.becas.kernel.flow.Judged;
import dev.becas.kernel.flow.LabelSource;
import dev.becas.kernel.flow.Reason;
import dev.becas.kernel.flow.Verdict;
import dev.becas.testkit.TestKernel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/// A server in a real kernel with the plugin running, and events as moderation would publish them.
final class Server implements AutoCloseable {
    static final String GUILD = "g1";
    static final String CATEGORY = "violation_detection";

    final TestKernel kernel;
    private final Random random = new Random(2);
    private int count;

    Server(Path folder, String yaml) throws Exception {
        kernel = TestKernel.open(folder, yaml);
        kernel.start("advanced-finetuning", new FinetuningPlugin());
    }

    /// A decision of which a case changes one thing.
    static final class Decision {
        String message = "m";
        String text = "";
        String label = "hate";
        double confidence = 0.9;
        LabelSource source = LabelSource.RULE;
        int namingReasons = 2;
        boolean context = true;
        boolean disagreed = true;
        double[] precedents = {};

        @Nullable
        Double threshold;

        @Nullable
        HumanWord human;

        Provenance provenance = Provenance.SYNTHETIC;
        String author = "a";
    }

    Decision decision() {
        Decision decision = new Decision();
        decision.message = "m" + count;
        decision.author = "a" + count;
        decision.text = words();
        count++;
        return decision;
    }

    String words() {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < 12; i++) {
            words.append(Integer.toString(random.nextInt(1 << 24), 36)).append(' ');
        }
        return words.toString();
    }

    ViolationDetected publish(Decision decision) throws Exception {
        ViolationDetected event = event(decision);
        kernel.publish(event);
        return event;
    }

    ViolationDetected event(Decision d) throws Exception {
        kernel.content("c-" + d.message, GUILD, d.author, d.text);
        EventHead head = EventHead.root(
                "test", d.message + d.source + (d.human == null ? "" : d.human.moderatorKey()), GUILD, kernel.now());
        return new ViolationDetected(
                head,
                new Judged(
                        d.message,
                        "channel",
                        d.author,
                        "c-" + d.message,
                        d.provenance,
                        "decision-" + d.message,
                        verdict(d),
                        1,
                        null,
                        circumstances(d),
                        null,
                        d.human),
                List.of());
    }

    AiCorrection correct(Decision d, String label, String moderator, String reason) throws Exception {
        String reasonId = "r-" + d.message + moderator;
        kernel.content(reasonId, GUILD, moderator, reason);
        kernel.content("c-" + d.message, GUILD, d.author, d.text);
        AiCorrection event = new AiCorrection(
                EventHead.root("correction", d.message + moderator, GUILD, kernel.now()),
                d.message,
                "channel",
                d.author,
                "c-" + d.message,
                d.provenance,
                "decision-" + d.message,
                CATEGORY,
                verdict(d),
                "delete",
                label,
                1,
                null,
                "wrong_label",
                new HumanWord(moderator, "delete", reasonId, reason.length(), "correction"),
                null,
                circumstances(d));
        kernel.publish(event);
        return event;
    }

    CustomExample custom(String category, String label, String text) throws Exception {
        String id = "x" + count++;
        kernel.content(id, GUILD, "importer", text);
        CustomExample event = new CustomExample(
                EventHead.root("custom", id, GUILD, kernel.now()),
                category,
                label,
                id,
                null,
                1.0,
                "success",
                LabelSource.HUMAN,
                Provenance.IMPORTED);
        kernel.publish(event);
        return event;
    }

    static HumanWord moderator(String key) {
        return new HumanWord(key, "delete", null, 0, "review");
    }

    private static Verdict verdict(Decision d) {
        List<Reason> reasons = java.util.stream.IntStream.range(0, d.namingReasons)
                .mapToObj(i -> new Reason(Reason.Kind.RULE, "rule" + i, null, "it breaks rule " + i))
                .toList();
        return new Verdict(d.label, d.confidence, d.source, reasons, List.of(), List.of());
    }

    private static Circumstances circumstances(Decision d) {
        return new Circumstances(
                List.of(),
                0,
                d.threshold,
                d.disagreed,
                java.util.Arrays.stream(d.precedents)
                        .mapToObj(similarity -> new Circumstances.Precedent("p", similarity))
                        .toList(),
                d.context ? 3 : 0,
                d.context ? 50 : null,
                null,
                null,
                null);
    }

    Statistics statistics() {
        return statistics(kernel.now());
    }

    Statistics statistics(Instant asOf) {
        return Statistics.read(kernel.kernel().store(), kernel.kernel().policies(), asOf);
    }

    /// The mean score of all examples of the category.
    int score(Instant asOf) {
        return statistics(asOf).avgQualityPerCategory().getOrDefault(CATEGORY, 0);
    }

    ExampleCounts counts() {
        return kernel.kernel()
                .services()
                .find(ExampleStatistics.class, "examples")
                .orElseThrow()
                .counts(CATEGORY, kernel.now(), Instant.EPOCH);
    }

    CommandResult run(String name, Map<String, String> values) throws Exception {
        Optional<Command> command = kernel.kernel().commands().all().stream()
                .filter(c -> c.name().equals(name))
                .findFirst();
        return command.orElseThrow().action().run(new CommandCall("operator", values, sentence -> {}));
    }

    @Override
    public void close() {
        kernel.close();
    }

    /// The first words of what an author wrote, who wrote once.
    String textOf(String author) {
        return kernel.kernel()
                .store()
                .read(h -> h.createQuery("SELECT text FROM content WHERE author_key = :author AND kind = 'message'")
                        .bind("author", author)
                        .mapTo(String.class)
                        .one())
                .substring(0, 30);
    }
}
