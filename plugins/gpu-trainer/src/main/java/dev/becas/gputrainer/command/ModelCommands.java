package dev.becas.gputrainer.command;

import dev.becas.kernel.command.Command;
import java.util.List;

/// The commands that work on model files: `train`, `eval`, `model show`.
public final class ModelCommands {
    private ModelCommands() {}

    /// All of them.
    public static List<Command> all() {
        return List.of(TrainCommand.command(), EvalCommand.command(), ModelShowCommand.command());
    }
}
