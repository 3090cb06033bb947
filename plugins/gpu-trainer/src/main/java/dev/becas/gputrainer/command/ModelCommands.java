package dev.becas.gputrainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.rival.TrainedRivals;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.plugin.Services;
import java.util.List;

/// The commands that work on model files: `train`, `eval`, `model show`, `model fetch`.
public final class ModelCommands {
    private ModelCommands() {}

    /// All of them; what needs LibTorch is done by `worker`.
    ///
    /// @param services other trainers are found there, to be measured beside a run
    public static List<Command> of(Supervisor worker, Services services) {
        return List.of(
                withRivals(CommandJob.away(TrainCommand.command(), worker), new TrainedRivals(services)),
                CommandJob.away(EvalCommand.command(), worker),
                ModelShowCommand.command(),
                ModelFetchCommand.command());
    }

    /// The trainer's work is done elsewhere; other trainers are asked here, when it is done.
    private static Command withRivals(Command train, TrainedRivals trainers) {
        return new Command(train.name(), train.summary(), train.parameters(), train.options(), train.form(), call -> {
            CommandResult result = train.action().run(call);
            TrainReport report = Json.MAPPER.treeToValue((JsonNode) result.json(), TrainReport.class);
            TrainReport all = TrainCommand.compared(report, call, trainers);
            return CommandResult.ok(all.text(), all);
        });
    }

    /// Those that need LibTorch, done here.
    static List<Command> inProcess() {
        return List.of(TrainCommand.command(), EvalCommand.command());
    }
}
