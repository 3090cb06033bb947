package dev.becas.gputrainer.command;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.becas.gputrainer.worker.Supervisor;
import dev.becas.gputrainer.worker.WorkerFailure;
import dev.becas.gputrainer.worker.WorkerJob;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;

/// A command that is used here and done in a worker.
public final class CommandJob implements WorkerJob {
    /// The job's kind.
    public static final String KIND = "command";

    private record Words(String name, String actor, Map<String, String> values) {}

    private record Answer(int exitCode, String text, JsonNode json) {}

    /// The same command, done by a worker.
    static Command away(Command command, Supervisor worker) {
        return new Command(
                command.name(),
                command.summary(),
                command.parameters(),
                command.options(),
                command.form(),
                call -> ask(worker, command.name(), call));
    }

    private static CommandResult ask(Supervisor worker, String name, CommandCall call) throws Exception {
        try {
            JsonNode answer = worker.ask(
                    KIND,
                    new Words(name, call.actor(), call.values()),
                    Supervisor.NO_DEADLINE,
                    line -> call.progress().accept(line.asText()));
            Answer result = Json.MAPPER.treeToValue(answer, Answer.class);
            return new CommandResult(result.exitCode(), result.text(), result.json());
        } catch (WorkerFailure e) {
            throw e.kind().equals(WorkerFailure.WRONG_USE)
                    ? new IllegalArgumentException(e.sentence(), e)
                    : new IOException(e.sentence(), e);
        }
    }

    @Override
    public JsonNode run(JsonNode body, Consumer<JsonNode> progress) throws Exception {
        Words words = Json.MAPPER.treeToValue(body, Words.class);
        Command command = ModelCommands.inProcess().stream()
                .filter(known -> known.name().equals(words.name()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no command '" + words.name() + "'"));
        CommandResult result = command.action()
                .run(new CommandCall(words.actor(), words.values(), line -> progress.accept(TextNode.valueOf(line))));
        return Json.MAPPER.valueToTree(
                new Answer(result.exitCode(), result.text(), Json.MAPPER.valueToTree(result.json())));
    }
}
