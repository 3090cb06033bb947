package dev.becas.gputrainer.command;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/// Calls a command as the command line would: what is not said has its default.
final class Calls {
    private Calls() {}

    static CommandCall of(Command command, Consumer<String> progress, String... words) {
        Map<String, String> values = new HashMap<>();
        command.options().forEach(option -> values.put(option.name(), option.defaultValue()));
        for (int i = 0; i < words.length; i += 2) {
            values.put(words[i], words[i + 1]);
        }
        return new CommandCall("operator", values, progress);
    }

    static CommandResult run(Command command, String... words) throws Exception {
        return command.action().run(of(command, line -> {}, words));
    }
}
