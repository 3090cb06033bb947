package dev.becas.checks.docs;

import static dev.becas.checks.docs.Table.code;

import dev.becas.abtesting.AbTestingPlugin;
import dev.becas.bot.app.App;
import dev.becas.bot.app.Home;
import dev.becas.bot.identity.Identity;
import dev.becas.finetuning.FinetuningPlugin;
import dev.becas.gputrainer.GpuTrainerPlugin;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.plugin.PluginContexts;
import dev.becas.kernel.time.BecasClock;
import dev.becas.linear.LinearPlugin;
import dev.becas.orchestrator.OrchestratorPlugin;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// The commands of the whole program: those it answers without an installation, and those that an opened one offers.
final class CommandPage {
    private static final Pattern ANNOTATED = Pattern.compile("@Command\\(\\s*name = ");

    private CommandPage() {}

    /// @param folder where an installation is opened for a moment
    static String text(Path folder) throws Exception {
        var sections = new TreeMap<String, String>();
        for (String source : Code.sources()) {
            if (source.startsWith("bot/")
                    && ANNOTATED.matcher(Code.read(source)).find()) {
                CommandSpec spec = own(Code.classOf(source));
                sections.put(spec.name(), section(spec));
            }
        }
        Path noJars = folder.resolve("no-jars");
        System.setProperty("becas.stock.plugins", noJars.toString());
        BecasClock clock = BecasClock.conversation(Instant.EPOCH);
        try (App app = App.openWithoutModels(new Home(folder), clock, Identity.ofSeed(0), sentence -> {});
                PluginContexts plugins = new PluginContexts(app.kernel())) {
            plugins.start("linear", new LinearPlugin());
            plugins.start("advanced-finetuning", new FinetuningPlugin());
            plugins.start("ab-testing", new AbTestingPlugin());
            plugins.start("orchestrator", new OrchestratorPlugin());
            plugins.start("gpu-trainer", new GpuTrainerPlugin());
            app.kernel()
                    .commands()
                    .all()
                    .forEach(command -> sections.merge(command.name(), section(command), String::concat));
        } finally {
            System.clearProperty("becas.stock.plugins");
        }
        return """
                # Commands

                Every command takes `--help`, `--json` and `--home`, and ends with 0 (done), 1 (failed) or 2 (wrong use). While Becas
                runs, commands go to the running one; otherwise they open the home folder for a moment themselves.
                """ + String.join("", sections.values());
    }

    private static CommandSpec own(Class<?> type) throws ReflectiveOperationException {
        // Each has one constructor, which takes where it prints.
        var constructor = type.getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        Object[] streams = new Object[constructor.getParameterCount()];
        Arrays.fill(streams, System.out);
        return new CommandLine(constructor.newInstance(streams)).getCommandSpec();
    }

    private static String section(CommandSpec spec) {
        var words = new ArrayList<String>();
        Table table = new Table("word", "what it is");
        spec.positionalParameters().forEach(p -> {
            words.add("<" + p.paramLabel().toLowerCase(Locale.ROOT) + ">");
            table.row(code("<" + p.paramLabel().toLowerCase(Locale.ROOT) + ">"), says(p));
        });
        spec.options().stream()
                .filter(o -> !o.usageHelp() && !o.versionHelp())
                .forEach(o -> table.row(code(shown(o)), says(o)));
        return section(
                spec.name(), "", words, String.join(" ", spec.usageMessage().description()), table);
    }

    private static String shown(OptionSpec option) {
        return option.longestName() + (option.typeInfo().isBoolean() ? "" : " " + option.paramLabel());
    }

    private static String says(ArgSpec argument) {
        return String.join(" ", argument.description())
                .replace("${DEFAULT-VALUE}", String.valueOf(argument.defaultValue()));
    }

    private static String section(Command command) {
        var words = new ArrayList<String>();
        Table table = new Table("word", "what it is");
        for (Command.Parameter parameter : command.parameters()) {
            String word = parameter.required() ? "<" + parameter.name() + ">" : "[<" + parameter.name() + ">]";
            words.add(word);
            table.row(code(word), parameter.summary());
        }
        for (Command.Option option : command.options()) {
            String given = option.flag() ? "" : " <" + option.name() + ">";
            String unless = option.defaultValue().isEmpty() ? "" : " (default " + option.defaultValue() + ")";
            table.row(code("--" + option.name() + given), option.summary() + unless);
        }
        String when =
                command.form().when().isEmpty() ? "" : " " + command.form().when();
        return section(command.name(), when, words, command.summary(), table);
    }

    /// @param when which uses of the name these are; empty for all, or all others
    private static String section(String name, String when, List<String> words, String summary, Table table) {
        String line = String.join(" ", name, String.join(" ", words)).strip();
        boolean bare = table.toString().lines().count() < 3;
        return "\n## becas " + name + when + "\n\n```\nbecas " + line + "\n```\n\n" + summary + "\n"
                + (bare ? "" : "\n" + table);
    }
}
