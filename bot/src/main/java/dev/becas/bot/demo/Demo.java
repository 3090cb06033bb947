package dev.becas.bot.demo;

import dev.becas.bot.app.App;
import dev.becas.bot.app.Home;
import dev.becas.bot.cli.Conversations;
import dev.becas.bot.identity.Identity;
import dev.becas.bot.replay.ReplayGateway;
import dev.becas.bot.replay.ReplayHooks;
import dev.becas.bot.replay.ReplaySettings;
import dev.becas.bot.replay.SimulatedModerator;
import dev.becas.datasets.ConversationGenerator;
import dev.becas.datasets.ConversationSettings;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.PromotionFlow.ReadyForPromotion;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.time.BecasClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Plays a conversation through a whole installation, lets simulated moderators and admins do their part by the
/// commands that people use, and sums up what came of it. A run that was killed goes on where it stopped.
final class Demo {
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final int UNSEEN_MESSAGES = 6_000;
    private static final long DRAW_MS = 250;
    /// A rough neighbourhood, so that weeks of moderation fit into minutes.
    private static final double VIOLATIONS = 0.18;
    private static final double SCAMS = 0.14;
    private static final int MESSAGES_A_DAY = 800;

    private final Home home;
    private final long seed;
    private final int messages;
    private final @Nullable Path given;
    private final Screen screen;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final long began = System.nanoTime();

    /// What differs from the defaults: a roll-out by share waits for 200 requests at each share, which this small
    /// conversation would need weeks for at 1 %.
    private static final String CONFIG = """
            # The demo's installation: what is not here has its default.
            moderation:
              mode: act
            orchestrator:
              shareStage: 12h
              shareStageRequests: 20
            """;

    Demo(Home home, long seed, int messages, @Nullable Path given, Screen screen) {
        this.home = home;
        this.seed = seed;
        this.messages = messages;
        this.given = given;
        this.screen = screen;
    }

    Summary run() throws Exception {
        Optional<Conversations> before = Conversations.of(home);
        String source = given == null ? "generated, seed " + seed + ", " + messages + " messages" : "folder " + given;
        if (before.isPresent() && !before.get().source().equals(source)) {
            throw new IOException(home.folder() + " holds another demo ("
                    + before.get().source() + "); use another --home or remove it");
        }
        Path folder = timed("generate", this::conversation);
        BecasClock.Conversation clock =
                BecasClock.conversation(before.map(Conversations::now).orElse(BEFORE));
        try (App app = timed("start", () -> App.open(home, clock, Identity.ofSeed(seed), screen::say))) {
            Watch watch = new Watch(app.kernel().bus());
            ReplayGateway.Replayed replayed = timed("replay", () -> replay(app, clock, folder, watch, source, before));
            watch.sync();
            return new Ending(app, watch).sumUp(source, replayed);
        }
    }

    /// The conversation's folder: the one that was given, or one generated from the seed; the servers' policies go
    /// where an admin would put them.
    private Path conversation() throws IOException {
        Path folder = given;
        if (folder == null) {
            folder = home.folder().resolve("conversation");
            if (!Files.exists(folder.resolve("conversation.jsonl"))) {
                ConversationGenerator.generate(
                        ConversationSettings.defaults()
                                .withSeed(seed)
                                .withMessages(messages)
                                .withDays((double) messages / MESSAGES_A_DAY)
                                .withShares(VIOLATIONS, SCAMS),
                        folder);
            }
        }
        Path policies = folder.resolve("guilds");
        Files.createDirectories(home.guilds());
        if (Files.isDirectory(policies)) {
            try (Stream<Path> files = Files.list(policies)) {
                for (Path file : files.toList()) {
                    Files.copy(file, home.guilds().resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        if (!Files.exists(home.config())) {
            Files.writeString(home.config(), CONFIG);
        }
        return folder;
    }

    private ReplayGateway.Replayed replay(
            App app,
            BecasClock.Conversation clock,
            Path folder,
            Watch watch,
            String source,
            Optional<Conversations> before)
            throws Exception {
        Provenance provenance = given == null ? Provenance.SYNTHETIC : Provenance.PUBLIC;
        ReplaySettings defaults = app.kernel().config().section("replay", ReplaySettings.DEFAULTS);
        ReplaySettings settings = new ReplaySettings(defaults.tick(), defaults.chunk(), provenance);
        SimulatedModerator moderators =
                new SimulatedModerator(app.kernel().reviews(), app.shell(), folder.resolve("moderators.jsonl"));
        ReplayGateway gateway =
                new ReplayGateway(app.kernel(), clock, settings, home.folder().resolve("ledger.jsonl"));
        Instant resumeAfter = before.filter(b -> b.now().isAfter(BEFORE))
                .map(Conversations::now)
                .orElse(null);
        return gateway.run(
                folder.resolve("conversation.jsonl"), resumeAfter, new People(app, watch, moderators, source));
    }

    /// The people of the demo: moderators who answer, admins who approve.
    private final class People implements ReplayHooks {
        private final App app;
        private final Watch watch;
        private final SimulatedModerator moderators;
        private final String source;
        private long drawn;

        People(App app, Watch watch, SimulatedModerator moderators, String source) {
            this.app = app;
            this.watch = watch;
            this.moderators = moderators;
            this.source = source;
        }

        @Override
        public void people(Instant now) {
            moderators.act(now);
            watch.sync();
            for (ReadyForPromotion ready : watch.waiting()) {
                for (int i = 1; i <= ready.approvalsWanted(); i++) {
                    CommandResult result = app.shell()
                            .run("admin-" + i, "approve", ready.version(), "--reason", "The report says promote_B.");
                    if (result.exitCode() != 0) {
                        screen.say("approve " + ready.version() + ": " + result.text());
                    }
                }
            }
        }

        @Override
        public void ticked(Instant now, double share) throws IOException {
            new Conversations(seed, now, source, false).save(home);
            if (System.nanoTime() - drawn > DRAW_MS * 1_000_000) {
                watch.sync();
                screen.draw(
                        share,
                        Duration.ofNanos(System.nanoTime() - began),
                        watch,
                        now.toString().substring(0, 16).replace('T', ' '));
                drawn = System.nanoTime();
            }
        }

        @Override
        public void complaint(String sentence) {
            screen.say(sentence);
        }
    }

    /// What follows the conversation: the comparison on unseen messages, the roll-back drill, the summary.
    private final class Ending {
        private final App app;
        private final Watch watch;

        Ending(App app, Watch watch) {
            this.app = app;
            this.watch = watch;
        }

        Summary sumUp(String source, ReplayGateway.Replayed replayed) throws Exception {
            screen.draw(1, Duration.ofNanos(System.nanoTime() - began), watch, null);
            List<Scores> evaluation = given == null ? timed("evaluate", this::evaluate) : List.of();
            Map<String, Object> rollback = timed("drill", () -> new Drill(app, watch, screen).run());
            app.kernel().bus().awaitQuiet(Duration.ofMinutes(1));
            watch.sync();
            new Conversations(seed, replayed.end(), source, true).save(home);
            seconds.put("total", (System.nanoTime() - began) / 1e9);
            Summary summary = new Report(app, watch).summary(seed, source, replayed, seconds, evaluation, rollback);
            Path file = home.folder().resolve("summary.json");
            Files.writeString(file, Json.pretty(summary));
            Report.print(summary, screen, file);
            return summary;
        }

        private List<Scores> evaluate() throws Exception {
            Path unseen = home.folder().resolve("unseen");
            ConversationSettings settings =
                    ConversationSettings.defaults().withSeed(seed).unseen().withMessages(UNSEEN_MESSAGES);
            if (!Files.exists(unseen.resolve("conversation.jsonl"))) {
                ConversationGenerator.generate(settings, unseen);
            }
            Comparison comparison = new Comparison(app.kernel(), unseen);
            List<Scores> scores = new ArrayList<>();
            for (String target : watch.aliases().keySet()) {
                List<ModelVersion> versions = app.kernel().models().versions(target);
                Optional<ModelVersion> tuned =
                        Report.promoted(watch, target).flatMap(app.kernel().models()::find);
                if (tuned.isPresent()) {
                    scores.add(comparison.compare(versions.getFirst(), tuned.get()));
                }
            }
            return scores;
        }
    }

    private <T> T timed(String step, java.util.concurrent.Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        seconds.put(step, (System.nanoTime() - start) / 1e9);
        return result;
    }
}
