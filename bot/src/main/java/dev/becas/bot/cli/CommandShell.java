package dev.becas.bot.cli;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.command.Commands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParseResult;

/// Turns words into a call of an offered command. The commands are looked up anew with each call, because plugins come
/// and go.
public final class CommandShell implements CommandRunner {
    /// The command was used wrongly.
    public static final int WRONG_USE = 2;

    private static final Logger LOG = LoggerFactory.getLogger(CommandShell.class);

    private final Commands commands;
    private final Consumer<String> progress;

    public CommandShell(Commands commands, Consumer<String> progress) {
        this.commands = commands;
        this.progress = progress;
    }

    @Override
    public CommandResult run(String actor, String... words) {
        try {
            ParseResult leaf = leaf(build(words).parseArgs(words));
            Optional<Command> command = offered(leaf.commandSpec());
            return command.isPresent() && !leaf.isUsageHelpRequested() ? call(actor, command.get(), leaf) : usage(leaf);
        } catch (CommandLine.ParameterException e) {
            return wrongUse(sentence(e));
        }
    }

    /// What is wrong with these words, if something is; nothing is run.
    Optional<CommandResult> wrongUse(String... words) {
        try {
            ParseResult leaf = leaf(build(words).parseArgs(words));
            return offered(leaf.commandSpec()).isPresent() ? Optional.empty() : Optional.of(usage(leaf));
        } catch (CommandLine.ParameterException e) {
            return Optional.of(wrongUse(sentence(e)));
        }
    }

    /// The commands as a picocli tree, to hang under a larger one.
    public Map<String, CommandSpec> specs() {
        return specs(commands.all());
    }

    private static Map<String, CommandSpec> specs(List<Command> some) {
        Map<String, CommandSpec> top = new TreeMap<>();
        for (Command command : some) {
            String[] words = command.name().split(" ");
            CommandSpec spec = top.computeIfAbsent(words[0], CommandShell::group);
            for (int i = 1; i < words.length; i++) {
                spec = child(spec, words[i]);
            }
            fill(spec, command);
        }
        return top;
    }

    /// The tree of all commands; of one alone when the words begin with its name, because building them all takes
    /// longer than most commands do.
    private CommandLine build(String... words) {
        String said = String.join(" ", words) + " ";
        Optional<Command> one = commands.all().stream()
                .filter(c -> said.startsWith(c.name() + " "))
                .findFirst();
        CommandSpec root = group("becas");
        specs(one.map(List::of).orElseGet(commands::all)).forEach(root::addSubcommand);
        return new CommandLine(root);
    }

    private static CommandSpec group(String name) {
        CommandSpec spec = CommandSpec.create().name(name);
        spec.usageMessage(new UsageMessageSpec().width(110));
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description("Shows this help.")
                .build());
        spec.addOption(OptionSpec.builder("--json")
                .description("Answers as JSON.")
                .type(boolean.class)
                .build());
        spec.addOption(OptionSpec.builder("--home")
                .paramLabel("DIR")
                .description("The installation's folder.")
                .type(String.class)
                .build());
        return spec;
    }

    private static CommandSpec child(CommandSpec parent, String name) {
        CommandLine known = parent.subcommands().get(name);
        if (known != null) {
            return known.getCommandSpec();
        }
        CommandSpec made = group(name);
        parent.addSubcommand(name, made);
        return made;
    }

    private static void fill(CommandSpec spec, Command command) {
        spec.usageMessage().description(command.summary());
        int index = 0;
        for (Command.Parameter parameter : command.parameters()) {
            spec.addPositional(PositionalParamSpec.builder()
                    .index(Integer.toString(index++))
                    .paramLabel("<" + parameter.name() + ">")
                    .description(parameter.summary())
                    .arity(parameter.required() ? "1" : "0..1")
                    .required(parameter.required())
                    .type(String.class)
                    .build());
        }
        for (Command.Option option : command.options()) {
            OptionSpec.Builder builder =
                    OptionSpec.builder("--" + option.name()).description(option.summary());
            if (option.flag()) {
                spec.addOption(builder.type(boolean.class).build());
            } else {
                spec.addOption(builder.type(String.class)
                        .paramLabel("<" + option.name() + ">")
                        .build());
            }
        }
    }

    private Optional<Command> offered(CommandSpec spec) {
        String name = spec.qualifiedName(" ").replaceFirst("^becas ", "");
        return commands.all().stream().filter(c -> c.name().equals(name)).findFirst();
    }

    private static ParseResult leaf(ParseResult parsed) {
        ParseResult at = parsed;
        while (at.hasSubcommand()) {
            at = at.subcommand();
        }
        return at;
    }

    private CommandResult call(String actor, Command command, ParseResult parsed) {
        Map<String, String> values = new HashMap<>();
        command.options().stream().filter(o -> !o.flag()).forEach(o -> values.put(o.name(), o.defaultValue()));
        for (OptionSpec option : parsed.matchedOptions()) {
            put(values, option.longestName().substring(2), option.getValue());
        }
        List<PositionalParamSpec> positionals = parsed.matchedPositionals();
        for (PositionalParamSpec positional : positionals) {
            put(values, positional.paramLabel().replaceAll("[<>]", ""), positional.getValue());
        }
        try {
            return command.action().run(new CommandCall(actor, values, progress));
        } catch (IllegalArgumentException e) {
            return wrongUse(command.name() + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return CommandResult.failed(command.name() + " was interrupted", Map.of("error", "interrupted"));
        } catch (Exception e) {
            LOG.debug("{} failed", command.name(), e);
            String why = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
            return CommandResult.failed(command.name() + ": " + why, Map.of("error", why));
        }
    }

    private static void put(Map<String, String> values, String name, @Nullable Object value) {
        if (value != null) {
            values.put(name, value.toString());
        }
    }

    private static CommandResult usage(ParseResult leaf) {
        StringWriter text = new StringWriter();
        leaf.commandSpec().commandLine().usage(new PrintWriter(text));
        return new CommandResult(
                leaf.isUsageHelpRequested() ? 0 : WRONG_USE,
                text.toString().stripTrailing(),
                Map.of("usage", text.toString()));
    }

    private static CommandResult wrongUse(String sentence) {
        return new CommandResult(WRONG_USE, sentence, Map.of("error", sentence));
    }

    private static String sentence(CommandLine.ParameterException e) {
        CommandSpec at = e.getCommandLine().getCommandSpec();
        String help = "; see `" + at.qualifiedName(" ").toLowerCase(Locale.ROOT) + " --help`";
        if (e instanceof CommandLine.UnmatchedArgumentException unmatched
                && !at.subcommands().isEmpty()
                && !unmatched.isUnknownOption()) {
            String word = unmatched.getUnmatched().getFirst();
            Set<String> names = new TreeSet<>(at.subcommands().keySet());
            if (at.parent() == null) {
                names.addAll(List.of("demo", "init", "restore", "run"));
            }
            return "there is no command '" + word + "'" + Likeness.suggestion(word, names) + help;
        }
        return e.getMessage() + help;
    }
}
