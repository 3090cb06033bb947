package dev.becas.gputrainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.gputrainer.rival.TrainedRivals;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.gputrainer.worker.WorkerFailure;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.plugin.Services;
import java.io.IOException;
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
            CommandResult result = learned(train, call);
            TrainReport report = Json.MAPPER.treeToValue((JsonNode) result.json(), TrainReport.class);
            TrainReport all = TrainCommand.compared(report, call, trainers);
            return CommandResult.ok(all.text(), all);
        });
    }

    /// A worker's end is no end of a run: who reads of it is told how to go on.
    private static CommandResult learned(Command train, CommandCall call) throws Exception {
        try {
            return train.action().run(call);
        } catch (IOException e) {
            if (e.getCause() instanceof WorkerFailure failure && failure.kind().equals(WorkerFailure.DOWN)) {
                throw new IOException(
                        failure.sentence()
                                + "; the same command again goes on from the last checkpoint, if there is one",
                        e);
            }
            throw e;
        }
    }

    /// Those that need LibTorch, done here.
    static List<Command> inProcess() {
        return List.of(TrainCommand.command(), EvalCommand.command());
    }
}
