package dev.becas.orchestrator.command;

import dev.becas.kernel.bus.Tx;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.Command.Option;
import dev.becas.kernel.command.Command.Parameter;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import dev.becas.kernel.training.TrainingQueue;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/// `training list`, `pause`, `resume`, `cancel`, `first`.
final class TrainingCommands {
    private final Desk desk;

    TrainingCommands(Desk desk) {
        this.desk = desk;
    }

    List<Command> all() {
        List<Parameter> which = List.of(new Parameter("job", "a job's id, as `training list` says it", true));
        return List.of(
                new Command(
                        "training list",
                        "Lists the training jobs that are not done, the next first.",
                        List.of(),
                        List.of(),
                        this::list),
                new Command(
                        "training pause",
                        "Stops a job at its next step; the next one begins.",
                        which,
                        List.of(),
                        call -> change(call, "training pause", "paused", TrainingQueue::pause)),
                new Command(
                        "training resume",
                        "Lets a paused job go on from its last checkpoint.",
                        which,
                        List.of(),
                        call -> change(call, "training resume", "resumed", TrainingQueue::resume)),
                new Command(
                        "training cancel",
                        "Ends a job without a model; its round fails and may be tried again.",
                        which,
                        List.of(Option.value("reason", "why, in a few words", "")),
                        this::cancel),
                new Command(
                        "training first",
                        "Puts a job before all others that wait.",
                        which,
                        List.of(),
                        call -> change(call, "training first", "first", TrainingQueue::first)));
    }

    /// Changes a job.
    @FunctionalInterface
    private interface Change {
        /// @return false when the job is not in a state for it
        boolean make(TrainingQueue queue, Tx tx, String jobId) throws Exception;
    }

    private Collection<TrainingQueue> queues() {
        return desk.context().services().all(TrainingQueue.class).values();
    }

    private List<TrainingQueue.Job> jobs() {
        return queues().stream().flatMap(queue -> queue.jobs().stream()).toList();
    }

    private CommandResult list(CommandCall call) {
        List<TrainingQueue.Job> jobs = jobs();
        StringBuilder text = new StringBuilder();
        for (TrainingQueue.Job job : jobs) {
            text.append(String.format(
                    Locale.ROOT, "%-44s %-12s %-8s%s%n", job.jobId(), job.trainer(), job.state(), step(job)));
        }
        return CommandResult.ok(
                jobs.isEmpty() ? "No job waits or runs." : text.toString().stripTrailing(), jobs);
    }

    private static String step(TrainingQueue.Job job) {
        TrainingStep step = job.step();
        return step == null
                ? ""
                : String.format(
                        Locale.ROOT,
                        " step %d of %d, loss %.3f, %d s left",
                        step.step(),
                        step.ofSteps(),
                        step.loss(),
                        step.etaSeconds());
    }

    private CommandResult cancel(CommandCall call) throws Exception {
        String reason = call.find("reason")
                .filter(given -> !given.isBlank())
                .map(given -> ": " + given)
                .orElse("");
        String sentence = "cancelled by " + call.actor() + reason;
        return change(call, "training cancel", "cancelled", (queue, tx, job) -> queue.cancel(tx, job, sentence));
    }

    private CommandResult change(CommandCall call, String command, String outcome, Change change) throws Exception {
        String job = call.required("job");
        AtomicBoolean done = new AtomicBoolean();
        desk.context().bus().write(command, tx -> {
            for (TrainingQueue queue : queues()) {
                if (change.make(queue, tx, job)) {
                    Desk.audit(tx, desk.now(), call.actor(), command + " " + job, outcome);
                    done.set(true);
                    return;
                }
            }
        });
        if (!done.get()) {
            String state = jobs().stream()
                    .filter(known -> known.jobId().equals(job))
                    .map(known -> "the job " + job + " is " + known.state())
                    .findFirst()
                    .orElse("no job '" + job + "' waits or runs");
            throw new IllegalArgumentException(state + "; see `training list`");
        }
        return CommandResult.ok("Job " + job + " is " + outcome + ".", Map.of("job", job, "state", outcome));
    }
}
