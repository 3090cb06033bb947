package dev.becas.bot.cli;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.command.Commands;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
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
            List<Command> meant = meant(words);
            List<ParseResult> leaves = new ArrayList<>();
            for (Command command : meant) {
                leaves.add(leaf(build(List.of(command)).parseArgs(words)));
            }
            if (meant.size() == 1 && !leaves.getFirst().isUsageHelpRequested()) {
                return call(actor, meant.getFirst(), leaves.getFirst());
            }
            return usage(meant.isEmpty() ? List.of(leaf(build(commands.all()).parseArgs(words))) : leaves);
        } catch (CommandLine.ParameterException e) {
            return wrongUse(sentence(e));
        } catch (IllegalArgumentException e) {
            return wrongUse(String.valueOf(e.getMessage()));
        }
    }

    /// Whether these words are for a command that works on files alone.
    boolean onFiles(String... words) {
        try {
            return meant(words).stream().anyMatch(command -> command.form().onFiles());
        } catch (CommandLine.ParameterException | IllegalArgumentException e) {
            return false; // who runs them says what is wrong
        }
    }

    /// The command that the words are for; for help, all that share the name. None when they name no command.
    private List<Command> meant(String... words) {
        String said = String.join(" ", Globals.afterLeading(words)) + " ";
        String name = commands.all().stream()
                .map(Command::name)
                .filter(known -> said.startsWith(known + " "))
                .findFirst()
                .orElseGet(
                        () -> named(leaf(build(commands.all()).parseArgs(words)).commandSpec()));
        List<String> all = Arrays.asList(words);
        if (all.contains("--help") || all.contains("-h") || commands.named(name).isEmpty()) {
            return commands.named(name);
        }
        return List.of(commands.chosen(name, all));
    }

    private static String named(CommandSpec spec) {
        return spec.qualifiedName(" ").replaceFirst("^becas ", "");
    }

    /// What is wrong with these words, if something is; nothing is run.
    Optional<CommandResult> wrongUse(String... words) {
        try {
            List<Command> meant = meant(words);
            ParseResult leaf =
                    leaf(build(meant.isEmpty() ? commands.all() : meant).parseArgs(words));
            return meant.isEmpty() ? Optional.of(usage(List.of(leaf))) : Optional.empty();
        } catch (CommandLine.ParameterException e) {
            return Optional.of(wrongUse(sentence(e)));
        } catch (IllegalArgumentException e) {
            return Optional.of(wrongUse(String.valueOf(e.getMessage())));
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
            if (spec.usageMessage().description().length == 0) {
                fill(spec, command);
            } else {
                spec.usageMessage()
                        .description(spec.usageMessage().description()[0] + " Or "
                                + command.form().when() + ": " + command.summary());
            }
        }
        return top;
    }

    /// The tree of these commands: of one alone where it is known, because building them all takes longer than most
    /// commands do.
    private static CommandLine build(List<Command> some) {
        CommandSpec root = group("becas");
        specs(some).forEach(root::addSubcommand);
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

    /// @param leaves one, or one for each command that shares the name
    private static CommandResult usage(List<ParseResult> leaves) {
        StringWriter text = new StringWriter();
        for (ParseResult leaf : leaves) {
            leaf.commandSpec().commandLine().usage(new PrintWriter(text));
        }
        return new CommandResult(
                leaves.getFirst().isUsageHelpRequested() ? 0 : WRONG_USE,
                text.toString().stripTrailing(),
                Map.of("usage", text.toString()));
    }

    private static CommandResult wrongUse(String sentence) {
        return new CommandResult(WRONG_USE, sentence, Map.of("error", sentence));
    }

    private String otherForms(CommandSpec at) {
        List<String> whens = commands.named(named(at)).stream()
                .map(command -> command.form().when())
                .filter(when -> !when.isEmpty())
                .toList();
        return whens.isEmpty() ? "" : ", which also works " + String.join(" and ", whens);
    }

    private String sentence(CommandLine.ParameterException e) {
        CommandSpec at = e.getCommandLine().getCommandSpec();
        String help = "; see `" + at.qualifiedName(" ").toLowerCase(Locale.ROOT) + " --help`" + otherForms(at);
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
