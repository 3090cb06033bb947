package dev.becas.abtesting;

import dev.becas.abtesting.PlayedRuntime.Skill;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.category.Categories;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.ShadowFlow.AbTestCompleted;
import dev.becas.kernel.flow.ShadowFlow.ShadowTestRequested;
import dev.becas.kernel.guild.GuildPolicy;
import dev.becas.kernel.model.ModelRuntime;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.Prompts;
import dev.becas.kernel.review.ReviewItem;
import dev.becas.kernel.review.ReviewQueue;
import dev.becas.testkit.TestKernel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// A kernel with the plugin, a live model, a candidate, messages and people who label.
final class Stage implements AutoCloseable {

    static final String TARGET = "becas-qwen-scam_detection";
    static final String LIVE = TARGET + "-v0";
    static final String CANDIDATE = TARGET + "-v1";
    static final String TEST = "test-1";
    static final String GUILD = "g1";
    static final Duration TICK = Duration.ofMinutes(15);
    /// Every request is drawn, whatever the load.
    static final String ALL_DRAWN = "abtest:\n  sampleRate: 1.0\n";

    private static final int ITEMS_AT_ONCE = 1_000;

    final PlayedRuntime runtime;
    final TestKernel test;
    final String category;
    final String target;
    final String liveVersion;
    final String candidateVersion;
    private int sent;

    Stage(Path folder, String yaml, Skill live, Skill candidate) throws Exception {
        this(folder, yaml, Categories.SCAM, live, candidate);
    }

    Stage(Path folder, String yaml, String category, Skill live, Skill candidate) throws Exception {
        this.category = category;
        this.target = ModelVersion.target("qwen", category);
        this.liveVersion = target + "-v0";
        this.candidateVersion = target + "-v1";
        this.runtime = new PlayedRuntime(Categories.named(category));
        test = TestKernel.open(folder, lookingAtEachTick(yaml));
        test.kernel().services().provide(ModelRuntime.class, PlayedRuntime.NAME, runtime);
        runtime.play(liveVersion, live);
        runtime.play(candidateVersion, candidate);
        write(tx -> {
            test.kernel().models().register(tx, version(liveVersion, 0));
            test.kernel().models().register(tx, version(candidateVersion, 1));
        });
        test.start("ab-testing", new AbTestingPlugin());
    }

    private static String lookingAtEachTick(String yaml) {
        String settings = yaml.startsWith("abtest:\n") ? yaml : "abtest:\n" + yaml;
        return settings.replaceFirst("abtest:\n", "abtest:\n  lookEvery: 0 s\n");
    }

    ModelVersion version(String name, int number) {
        return version(name, number, Map.of());
    }

    ModelVersion version(String name, int number, Map<String, Double> metrics) {
        return new ModelVersion(
                name,
                target,
                category,
                number,
                "1." + number + ".0",
                PlayedRuntime.NAME,
                Path.of("none"),
                "0".repeat(64),
                "base",
                "",
                null,
                Map.of(),
                1,
                metrics,
                "cause",
                TestKernel.START);
    }

    void write(Effect effect) throws Exception {
        test.kernel().bus().write("test", effect);
    }

    ShadowTestRequested request(String shadow, boolean aa) {
        return new ShadowTestRequested(
                EventHead.root("test", TEST, EventHead.NO_GUILD, test.now()),
                TEST,
                target,
                category,
                liveVersion,
                shadow,
                aa);
    }

    void begin() throws Exception {
        test.publish(request(candidateVersion, false));
    }

    /// The live model answers `messages` more messages, one in three of them bad.
    List<ModelAnswered> send(int messages) throws Exception {
        List<ModelAnswered> answers = new ArrayList<>();
        for (int i = 0; i < messages; i++) {
            answers.add(answer(sent, sent % 3 == 0 ? "bad item " + sent : "nice item " + sent));
            sent++;
        }
        write(tx -> {
            for (ModelAnswered answer : answers) {
                String text = text(answer.messageId());
                tx.content(
                        answer.contentId(),
                        GUILD,
                        "author",
                        "message",
                        dev.becas.kernel.content.Provenance.SYNTHETIC,
                        text,
                        test.now());
            }
        });
        test.publish(answers.toArray(ModelAnswered[]::new));
        return answers;
    }

    private ModelAnswered answer(int number, String text) {
        Instant at = test.now().plusMillis(number % 1_000);
        String digest = Prompts.aboutMessage(category, GuildPolicy.empty(GUILD), List.of(), text)
                .digest();
        return new ModelAnswered(
                EventHead.root("answer", "" + number, GUILD, at),
                "r" + number,
                target,
                category,
                liveVersion,
                text.replace(' ', '-'),
                "general",
                "c" + number,
                List.of(),
                0,
                digest,
                runtime.answer(liveVersion, text),
                0.8);
    }

    static String text(String messageId) {
        return messageId.replace('-', ' ');
    }

    List<ReviewItem> questions() {
        return questions("mod");
    }

    List<ReviewItem> questions(String who) {
        return test.kernel().reviews().next(null, who, test.now(), ITEMS_AT_ONCE);
    }

    /// People answer all that is asked; `says` turns the truth into what they say.
    void label(UnaryOperator<String> says) throws Exception {
        for (String who : List.of("mod", "second")) {
            for (ReviewItem item : questions(who)) {
                answer(item, who, says.apply(text(item.messageId())));
            }
        }
        test.quiet();
    }

    void answer(ReviewItem item, String who, String label) throws Exception {
        write(tx -> test.kernel()
                .reviews()
                .answer(tx, new ReviewQueue.Answer(item.itemId(), who, label, 1, null, "", "", test.now())));
    }

    /// Messages, labels and ticks until the test ends or the messages run out.
    Optional<AbTestCompleted> run(int messages, UnaryOperator<String> says) throws Exception {
        begin();
        for (int left = messages; left > 0 && completed().isEmpty(); left -= 100) {
            send(Math.min(100, left));
            label(says);
            test.tick(TICK);
        }
        test.assertCountsAddUp();
        return completed();
    }

    Optional<AbTestCompleted> completed() {
        return test.events(AbTestCompleted.class).stream().findFirst();
    }

    long pairs() {
        return count("SELECT count(*) FROM ab_pair WHERE failure IS NULL");
    }

    long count(String query) {
        return test.kernel()
                .store()
                .read(sql -> sql.createQuery(query).mapTo(Long.class).one());
    }

    String command(String name, Map<String, String> values) throws Exception {
        var command = test.kernel().commands().all().stream()
                .collect(Collectors.toMap(dev.becas.kernel.command.Command::name, c -> c))
                .get(name);
        if (command == null) {
            throw new AssertionError("there is no command " + name);
        }
        var result = command.action().run(new dev.becas.kernel.command.CommandCall("operator", values, progress -> {}));
        test.quiet();
        return result.text() + "\n" + dev.becas.kernel.json.Json.write(result.json());
    }

    @Override
    public void close() {
        try {
            test.close();
        } catch (Exception e) {
            throw new IllegalStateException("the kernel did not close", e);
        }
    }
}
