package dev.becas.bot.cli;

import dev.becas.bot.app.App;
import dev.becas.bot.app.Home;
import dev.becas.bot.demo.DemoCommand;
import dev.becas.bot.identity.Identity;
import dev.becas.kernel.Kernel;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.config.ConfigException;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.store.StoreException;
import dev.becas.kernel.time.BecasClock;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// Decides where a command line goes: to a part that needs no installation (`init`, `demo`, ...), to the Becas that
/// runs in the home folder, or to one opened for this command alone.
public final class CommandLineMain {
    private final Globals globals;
    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, Object> own;

    /// @param out what was asked for
    /// @param err what went wrong, and progress
    public CommandLineMain(Globals globals, PrintStream out, PrintStream err) {
        this.globals = globals;
        this.out = out;
        this.err = err;
        this.own = Map.of(
                "init",
                new InitCommand(out),
                "demo",
                new DemoCommand(out, err),
                "run",
                new RunCommand(out),
                "restore",
                new RestoreCommand(out));
    }

    /// @return 0 done, 1 failed, 2 wrong use
    public int run(List<String> args) {
        String first = globals.command();
        try {
            if (own.containsKey(first)) {
                return new CommandLine(own.get(first))
                        .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                        .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                        .setExecutionExceptionHandler((e, c, p) -> failed(e))
                        .execute(after(first, args));
            }
            if (args.contains("--version")) {
                out.println("becas " + Kernel.VERSION);
                return 0;
            }
            if (args.isEmpty() || first.isEmpty() || first.equals("help")) {
                return help(args.isEmpty() ? CommandShell.WRONG_USE : 0);
            }
            return offered(args);
        } catch (Exception e) {
            return failed(e);
        }
    }

    private int offered(List<String> args) throws Exception {
        String[] words = args.toArray(String[]::new);
        if (args.contains("--help") || args.contains("-h")) {
            return withScratch(app -> print(app.shell().run("operator", words)));
        }
        Optional<CommandResult> answered = ControlClient.ask(globals.home(), words, this::progress);
        if (answered.isPresent() && answered.get().exitCode() != ControlServer.NOT_HERE.exitCode()) {
            return print(answered.get());
        }
        if (answered.isPresent() || !Files.exists(globals.home().config())) {
            return withScratch(app -> withoutInstallation(app, words));
        }
        try (App app = installation(args)) {
            if (!app.shell().onFiles(words)) {
                CommandResult result = app.shell().run("operator", words);
                app.kernel().bus().awaitQuiet(java.time.Duration.ofMinutes(10));
                return print(result);
            }
        }
        return withScratch(app -> withoutInstallation(app, words));
    }

    /// A check of policy files must not put them in force by being asked.
    private App installation(List<String> args) throws Exception {
        Home home = globals.home();
        boolean look = globals.command().equals("policy") && args.contains("check");
        return look
                ? App.openAsItStands(home, clockOf(home), identityOf(home), this::progress)
                : App.open(home, clockOf(home), identityOf(home), this::progress);
    }

    /// What is wrong with the words themselves is said before anything about an installation, which a command on files
    /// does not need.
    private int withoutInstallation(App app, String... words) {
        Optional<CommandResult> wrong = app.shell().wrongUse(words);
        if (wrong.isPresent()) {
            return print(wrong.get());
        }
        if (app.shell().onFiles(words)) {
            return print(app.shell().run("operator", words));
        }
        err.println("becas: there is no installation in " + globals.home().folder()
                + "; make one with `becas init --home DIR`, or say where it is with --home");
        return 1;
    }

    private static BecasClock clockOf(Home home) throws IOException {
        return Conversations.of(home)
                .map(c -> (BecasClock) BecasClock.conversation(c.now()))
                .orElseGet(BecasClock::wall);
    }

    private static Identity identityOf(Home home) throws IOException {
        Optional<Conversations> conversation = Conversations.of(home);
        return conversation.isPresent() ? Identity.ofSeed(conversation.get().seed()) : Identity.of(home);
    }

    private int help(int exitCode) throws Exception {
        return withScratch(app -> {
            CommandSpec root = CommandSpec.create().name("becas");
            root.usageMessage()
                    .width(110)
                    .description("A Discord moderation bot's backend that gets better from its own moderators.")
                    .footer(
                            "",
                            "Every command takes --help, --json and --home DIR (default: $BECAS_HOME, else ./"
                                    + Globals.DEFAULT_HOME + ").",
                            "Exit codes: 0 done, 1 failed, 2 wrong use.");
            own.forEach((name, command) -> root.addSubcommand(name, new CommandLine(command)));
            app.shell().specs().forEach(root::addSubcommand);
            new CommandLine(root).usage(out);
            return exitCode;
        });
    }

    /// Opens a throw-away installation, to learn which commands its plugins offer and to run those on files.
    private int withScratch(Use use) throws Exception {
        Path folder = Files.createTempDirectory("becas-help");
        try (App app = App.openWithoutModels(new Home(folder), BecasClock.wall(), Identity.ofSeed(0), this::progress)) {
            return use.with(app);
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    @FunctionalInterface
    private interface Use {
        int with(App app) throws Exception;
    }

    private int print(CommandResult result) {
        if (globals.json()) {
            out.println(Json.pretty(result.json()));
        } else {
            (result.exitCode() == 0 ? out : err).println(result.text());
        }
        return result.exitCode();
    }

    private void progress(String sentence) {
        err.println(sentence);
    }

    private int failed(Exception e) {
        err.println("becas: " + Faults.sentence(e));
        boolean expected = e instanceof IOException
                || e instanceof ConfigException
                || e instanceof StoreException
                || e instanceof IllegalArgumentException;
        if (!expected) {
            org.slf4j.LoggerFactory.getLogger(CommandLineMain.class).error("unexpected failure", e);
            err.println("becas: more in " + globals.home().logs().resolve("becas.log"));
        }
        return e instanceof IllegalArgumentException ? CommandShell.WRONG_USE : 1;
    }

    /// The words without the command itself; a value that reads like it (`demo --home demo`) stays.
    private static String[] after(String first, List<String> args) {
        List<String> rest = new ArrayList<>(args);
        rest.remove(first);
        return rest.toArray(String[]::new);
    }
}
