package dev.becas.orchestrator.command;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.config.HumanUnits;
import dev.becas.orchestrator.alert.Alert;
import dev.becas.orchestrator.alert.Alerts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// `alerts list`, `ack`, `silence`.
final class AlertCommands {
    private static final int LISTED_MAX = 200;

    private final Desk desk;

    AlertCommands(Desk desk) {
        this.desk = desk;
    }

    List<Command> all() {
        return List.of(
                new Command(
                        "alerts list",
                        "Lists the alerts that last.",
                        List.of(),
                        List.of(Option.flag("all", "also those that are over")),
                        this::list),
                new Command(
                        "alerts ack",
                        "Says that you look after an alert.",
                        List.of(new Parameter("id", "its id", true)),
                        List.of(),
                        this::acknowledge),
                new Command(
                        "alerts silence",
                        "Keeps one sort of alert quiet for a while.",
                        List.of(new Parameter("alert", "its sort, such as error_rate", true)),
                        List.of(Option.value("for", "how long, such as 24h", "24h")),
                        this::silence));
    }

    private CommandResult list(CommandCall call) {
        List<Alert> alerts = desk.context().store().read(h -> Alerts.list(h, call.flag("all"), LISTED_MAX));
        StringBuilder text = new StringBuilder();
        alerts.forEach(a -> text.append(String.format(
                "%s  %s  %-8s %s of %s: %s%s%n",
                a.id(),
                a.raisedAt(),
                a.severity(),
                a.alert(),
                a.subject(),
                a.sentence(),
                a.ackedBy() == null ? "" : " (" + a.ackedBy() + " looks after it)")));
        return CommandResult.ok(
                alerts.isEmpty() ? "No alert lasts." : text.toString().stripTrailing(), alerts);
    }

    private CommandResult acknowledge(CommandCall call) throws Exception {
        String id = call.required("id");
        AtomicBoolean known = new AtomicBoolean();
        desk.context().bus().write("alerts ack", tx -> known.set(Alerts.acknowledge(tx, id, call.actor(), desk.now())));
        if (!known.get()) {
            throw new IllegalArgumentException("there is no alert '" + id + "'; see `alerts list --all`");
        }
        return CommandResult.ok("Noted.", Map.of("id", id, "ackedBy", call.actor()));
    }

    private CommandResult silence(CommandCall call) throws Exception {
        String alert = call.required("alert");
        Instant until = desk.now().plus(HumanUnits.duration(call.required("for")));
        desk.context().bus().write("alerts silence", tx -> Alerts.silence(tx, alert, call.actor(), until));
        return CommandResult.ok(alert + " is quiet until " + until + ".", Map.of("alert", alert, "until", until));
    }
}
