package dev.becas.orchestrator.command;

import dev.becas.kernel.command.Command;
import dev.becas.kernel.command.CommandCall;
import dev.becas.kernel.command.CommandResult;
import java.util.List;

/// `doctor`: the four questions that people ask, each with its checks and the way out.
final class DoctorCommand {
    private final Diagnosis diagnosis;

    DoctorCommand(Diagnosis diagnosis) {
        this.diagnosis = diagnosis;
    }

    /// One thing that was looked at.
    ///
    /// @param wayOut what to do when it is not well; empty when it is
    record Check(String name, boolean ok, String detail, String wayOut) {}

    /// One question with its checks.
    record Answer(String question, List<Check> checks) {
        Answer {
            checks = List.copyOf(checks);
        }

        boolean ok() {
            return checks.stream().allMatch(Check::ok);
        }
    }

    Command command() {
        return new Command(
                "doctor",
                "Answers why nothing is collected, trained, tested or promoted.",
                List.of(),
                List.of(),
                this::run);
    }

    private CommandResult run(CommandCall call) {
        List<Answer> answers = diagnosis.answers();
        StringBuilder text = new StringBuilder();
        for (Answer answer : answers) {
            text.append(answer.question())
                    .append(answer.ok() ? " Nothing stands in its way." : "")
                    .append(System.lineSeparator());
            for (Check check : answer.checks()) {
                text.append(String.format("  %s %s: %s%n", check.ok() ? "ok " : "NO ", check.name(), check.detail()));
                if (!check.ok()) {
                    text.append("     -> ").append(check.wayOut()).append(System.lineSeparator());
                }
            }
        }
        return CommandResult.ok(text.toString().stripTrailing(), answers);
    }
}
