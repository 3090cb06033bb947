package dev.becas.gputrainer.command;

import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.kernel.command.Command;
import java.util.List;

/// The commands that work on model files: `train`, `eval`, `model show`, `model fetch`.
public final class ModelCommands {
    private ModelCommands() {}

    /// All of them; what needs LibTorch is done by `worker`.
    public static List<Command> of(Supervisor worker) {
        return List.of(
                CommandJob.away(TrainCommand.command(), worker),
                CommandJob.away(EvalCommand.command(), worker),
                ModelShowCommand.command(),
                ModelFetchCommand.command());
    }

    /// Those that need LibTorch, done here.
    static List<Command> inProcess() {
        return List.of(TrainCommand.command(), EvalCommand.command());
    }
}
