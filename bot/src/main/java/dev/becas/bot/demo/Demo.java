package dev.becas.bot.demo;

import dev.becas.bot.app.App;
import dev.becas.bot.app.Home;
import dev.becas.bot.cli.Conversations;
import dev.becas.bot.identity.Identity;
import dev.becas.bot.replay.Pace;
import dev.becas.bot.replay.ReplayGateway;
import dev.becas.bot.replay.ReplaySettings;
import dev.becas.bot.replay.SimulatedModerator;
import dev.becas.datasets.ConversationGenerator;
import dev.becas.datasets.ConversationSettings;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.time.BecasClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Plays a conversation through a whole installation, lets simulated moderators and admins do their part by the
/// commands that people use, and sums up what came of it. A run that was killed goes on where it stopped.
final class Demo {
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    /// A rough neighbourhood, so that weeks of moderation fit into minutes.
    private static final double VIOLATIONS = 0.18;
    private static final double SCAMS = 0.14;
    private static final int MESSAGES_A_DAY = 800;

    private final Home home;
    private final long seed;
    private final int messages;
    private final @Nullable Path given;
    private final Pace pace;
    private final Screen screen;
    private final String source;
    private final Map<String, Double> seconds = new LinkedHashMap<>();
    private final long began = System.nanoTime();

    /// What differs from the defaults: a roll-out by share waits for 200 requests at each share, which this small
    /// conversation would need weeks for at 1 %; and the conversation's clock waits for every answer, so that a busy
    /// machine decides as an idle one does.
    private static final String CONFIG = """
            # The demo's installation: what is not here has its default.
            moderation:
              mode: act
            model:
              deadline: 10 min
            orchestrator:
              shareStage: 12h
              shareStageRequests: 20
            """;

    /// What differs for a conversation that was given: its rarest label may have a handful of examples, to which a
    /// dataset balanced by label would be cut.
    private static final String CONFIG_GIVEN = """
            datasets:
              balance: false
            """;

    Demo(Home home, long seed, int messages, @Nullable Path given, Pace pace, Screen screen) {
        this.home = home;
        this.seed = seed;
        this.messages = messages;
        this.given = given;
        this.pace = pace;
        this.screen = screen;
        this.source = given == null ? "generated, seed " + seed + ", " + messages + " messages" : "folder " + given;
    }

    Summary run() throws Exception {
        Conversations before = Conversations.of(home).orElseGet(() -> new Conversations(seed, BEFORE, source, false));
        if (!before.source().equals(source)) {
            throw new IOException(
                    home.folder() + " holds another demo (" + before.source() + "); use another --home or remove it");
        }
        Path folder = timed("generate", this::conversation);
        before.save(home);
        BecasClock.Conversation clock = BecasClock.conversation(before.now());
        try (App app = timed("start", () -> App.open(home, clock, Identity.ofSeed(seed), screen::say))) {
            Watch watch = new Watch(app.kernel().bus());
            try (Live live = new Live(app, watch, screen, began)) {
                return play(app, clock, folder, watch, live, before);
            }
        }
    }

    private Summary play(
            App app, BecasClock.Conversation clock, Path folder, Watch watch, Live live, Conversations before)
            throws Exception {
        ReplayGateway.Replayed replayed = timed("replay", () -> replay(app, clock, folder, watch, live, before));
        live.at(1, null);
        watch.sync();
        Evaluation.Result evaluation = timed("evaluate", () -> new Evaluation(app, watch, seed, given).result());
        Map<String, Object> rollback = timed("drill", () -> new Drill(app, watch).run());
        live.drilled(String.valueOf(rollback.get("sentence")));
        app.kernel().bus().awaitQuiet(Duration.ofMinutes(1));
        new Conversations(seed, replayed.end(), source, true).save(home);
        live.close();
        seconds.put("total", (System.nanoTime() - began) / 1e9);
        Summary summary = new Report(app, watch).summary(seed, source, replayed, seconds, evaluation, rollback);
        Path file = home.folder().resolve("summary.json");
        Files.writeString(file, Json.pretty(summary));
        Telling.of(summary, file).forEach(screen::say);
        return summary;
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
        for (String name : List.of("conversation.jsonl", "moderators.jsonl")) {
            if (!Files.isRegularFile(folder.resolve(name))) {
                throw new IOException("a conversation's folder must hold " + name + " but " + folder + " does not");
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
            Files.writeString(home.config(), given == null ? CONFIG : CONFIG + CONFIG_GIVEN);
        }
        return folder;
    }

    private ReplayGateway.Replayed replay(
            App app, BecasClock.Conversation clock, Path folder, Watch watch, Live live, Conversations before)
            throws Exception {
        Provenance provenance = given == null ? Provenance.SYNTHETIC : Provenance.PUBLIC;
        ReplaySettings defaults = app.kernel().config().section("replay", ReplaySettings.DEFAULTS);
        ReplaySettings settings = new ReplaySettings(defaults.tick(), defaults.chunk(), provenance);
        SimulatedModerator moderators =
                new SimulatedModerator(app.kernel().reviews(), app.shell(), folder.resolve("moderators.jsonl"));
        ReplayGateway gateway =
                new ReplayGateway(app.kernel(), clock, settings, home.folder().resolve("ledger.jsonl"), pace);
        Instant resumeAfter = before.now().isAfter(BEFORE) ? before.now() : null;
        People.Ticked ticked = (now, share) -> {
            new Conversations(seed, now, source, false).save(home);
            live.at(share, now);
        };
        People people = new People(app, watch, moderators, given != null, ticked, screen::say);
        return gateway.run(folder.resolve("conversation.jsonl"), resumeAfter, people);
    }

    private <T> T timed(String step, Callable<T> work) throws Exception {
        long start = System.nanoTime();
        T result = work.call();
        seconds.put(step, (System.nanoTime() - start) / 1e9);
        return result;
    }
}
