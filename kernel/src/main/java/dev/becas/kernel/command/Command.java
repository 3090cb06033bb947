package dev.becas.kernel.command;

import java.util.List;

/// A command that the kernel or a plugin offers, on every surface that shows commands.
///
/// @param name its words: `dataset freeze`
/// @param summary one sentence for the help
/// @param parameters by position, in order
/// @param options by name
/// @param form which uses of the name are its own, where it shares the name
public record Command(
        String name, String summary, List<Parameter> parameters, List<Option> options, Form form, Action action) {
    public Command {
        parameters = List.copyOf(parameters);
        options = List.copyOf(options);
    }

    /// A command that has its name alone, or takes what no other of the name does.
    public Command(String name, String summary, List<Parameter> parameters, List<Option> options, Action action) {
        this(name, summary, parameters, options, Form.REST, action);
    }

    /// A word that stands at its place.
    ///
    /// @param required whether it may be left out
    public record Parameter(String name, String summary, boolean required) {}

    /// `--name value`, or `--name` alone when it is a flag.
    ///
    /// @param name without the dashes
    /// @param defaultValue empty when there is none
    public record Option(String name, String summary, boolean flag, String defaultValue) {
        public static Option flag(String name, String summary) {
            return new Option(name, summary, true, "");
        }

        public static Option value(String name, String summary, String defaultValue) {
            return new Option(name, summary, false, defaultValue);
        }
    }

    /// What it does. An [IllegalArgumentException] is a wrong use (exit code 2); any other exception a failure (1).
    @FunctionalInterface
    public interface Action {
        CommandResult run(CommandCall call) throws Exception;
    }
}
