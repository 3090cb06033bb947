package dev.becas.bot.app;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.bus.DeadLetter;
import dev.becas.kernel.bus.SubscriptionCount;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.plugin.PluginState;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The commands that the ground floor itself offers.
final class CoreCommands {
    private static final int REPLAY_WAIT_SECONDS = 60;

    private final Kernel kernel;

    CoreCommands(Kernel kernel) {
        this.kernel = kernel;
    }

    List<Command> all() {
        return List.of(
                new Command(
                        "events counts",
                        "Shows each subscription's counts, which must add up.",
                        List.of(),
                        List.of(),
                        this::counts),
                new Command(
                        "events dead-letters",
                        "Lists the events that a subscription gave up on.",
                        List.of(),
                        List.of(),
                        this::deadLetters),
                new Command(
                        "events replay",
                        "Gives dead letters to their subscription once more.",
                        List.of(new Parameter("subscription", "whose letters; all when left out", false)),
                        List.of(),
                        this::replay),
                new Command(
                        "plugin list",
                        "Lists plugin jars and what became of each.",
                        List.of(),
                        List.of(),
                        this::plugins),
                new Command(
                        "plugin start",
                        "Loads and starts a jar.",
                        List.of(new Parameter("jar", "its path", true)),
                        List.of(),
                        this::startPlugin),
                new Command(
                        "plugin stop",
                        "Stops a plugin; its subscriptions keep their place.",
                        List.of(new Parameter("id", "the plugin's id", true)),
                        List.of(),
                        this::stopPlugin),
                new Command(
                        "backup",
                        "Copies the store, as of now, into a file.",
                        List.of(new Parameter("file", "must not be there yet", true)),
                        List.of(),
                        this::backup),
                new Command(
                        "privacy policy",
                        "Shows what each server lets Becas learn from.",
                        List.of(),
                        List.of(),
                        this::dataPolicies),
                new Command(
                        "privacy erase",
                        "Erases what a user typed on a server, and makes their key unlinkable.",
                        List.of(new Parameter("user", "the platform's user id", true)),
                        List.of(Option.value("guild", "the server's id", "")),
                        new Erasure(kernel)::erase));
    }

    private CommandResult counts(CommandCall call) {
        List<SubscriptionCount> counts = kernel.bus().counts();
        String text = counts.stream()
                .map(c -> "%-32s %10d = %d handled + %d filtered + %d dead + %d pending%s"
                        .formatted(
                                c.name(),
                                c.journalled(),
                                c.handled(),
                                c.filtered(),
                                c.dead(),
                                c.pending(),
                                c.addsUp() ? "" : "  DOES NOT ADD UP"))
                .collect(Collectors.joining("\n"));
        boolean ok = counts.stream().allMatch(SubscriptionCount::addsUp);
        return new CommandResult(ok ? 0 : 1, text, counts);
    }

    private CommandResult deadLetters(CommandCall call) {
        List<DeadLetter> letters = kernel.bus().deadLetters();
        String text = letters.isEmpty()
                ? "no dead letters"
                : letters.stream()
                        .map(l -> l.subscription() + "  " + l.eventName() + "  " + l.eventId() + "  " + l.error())
                        .collect(Collectors.joining("\n"));
        return CommandResult.ok(text, letters);
    }

    private CommandResult replay(CommandCall call) throws Exception {
        String only = call.find("subscription").orElse("");
        int done = 0;
        int failed = 0;
        for (DeadLetter letter : kernel.bus().deadLetters()) {
            if (!only.isEmpty() && !only.equals(letter.subscription())) {
                continue;
            }
            try {
                done += kernel.bus().replay(letter).get(REPLAY_WAIT_SECONDS, java.util.concurrent.TimeUnit.SECONDS)
                        ? 1
                        : 0;
            } catch (java.util.concurrent.ExecutionException e) {
                failed++;
                call.progress().accept(letter.eventId() + " failed again: " + e.getCause());
            }
        }
        String text = done + " handled, " + failed + " failed again and stay";
        return new CommandResult(failed == 0 ? 0 : 1, text, Map.of("handled", done, "failed", failed));
    }

    private CommandResult plugins(CommandCall call) {
        List<PluginState> states = kernel.plugins().states();
        String text = states.stream()
                .map(s -> "%-22s %-8s %-8s %s"
                        .formatted(s.id(), s.version(), s.state(), s.cause() == null ? s.jar() : s.cause()))
                .collect(Collectors.joining("\n"));
        return CommandResult.ok(text.isEmpty() ? "no plugin jars" : text, states);
    }

    private CommandResult startPlugin(CommandCall call) {
        Path jar = Path.of(call.required("jar"));
        if (!Files.isRegularFile(jar)) {
            throw new IllegalArgumentException("there is no file " + jar);
        }
        PluginState state = kernel.plugins().start(jar);
        String cause = state.cause();
        return cause == null
                ? CommandResult.ok(state.id() + " started", state)
                : CommandResult.failed(state.id() + " " + state.state() + ": " + cause, state);
    }

    private CommandResult stopPlugin(CommandCall call) {
        kernel.plugins().stop(call.required("id"));
        return CommandResult.ok(call.required("id") + " stopped", Map.of("id", call.required("id")));
    }

    private CommandResult backup(CommandCall call) {
        Path file = Path.of(call.required("file")).toAbsolutePath();
        if (Files.exists(file)) {
            throw new IllegalArgumentException(file + " is there already");
        }
        kernel.store().backupTo(file);
        return CommandResult.ok("the store is copied to " + file, Map.of("file", file.toString()));
    }

    private CommandResult dataPolicies(CommandCall call) {
        Map<String, Object> byGuild = kernel.policies().guilds().stream()
                .collect(Collectors.toMap(
                        g -> g,
                        g -> kernel.policies().of(g).policy().dataPolicy(),
                        (a, b) -> a,
                        java.util.TreeMap::new));
        return CommandResult.ok(dev.becas.kernel.json.Json.pretty(byGuild), byGuild);
    }
}
