package dev.becas.kernel.command;

/// What a command answers.
///
/// @param exitCode 0 done, 1 failed
/// @param text for people
/// @param json the same for programs: a record, a map or a list
public record CommandResult(int exitCode, String text, Object json) {
    public static CommandResult ok(String text, Object json) {
        return new CommandResult(0, text, json);
    }

    public static CommandResult failed(String text, Object json) {
        return new CommandResult(1, text, json);
    }
}
