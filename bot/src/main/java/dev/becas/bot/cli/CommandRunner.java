package dev.becas.bot.cli;

import dev.becas.kernel.command.CommandResult;

/// Runs a command as somebody: what people type, buttons press and the simulated moderator says all come through here.
@FunctionalInterface
public interface CommandRunner {
    /// Runs `words` (`review`, `label`, ...) as `actor`. A wrong use is a result too, with exit code 2.
    CommandResult run(String actor, String... words);
}
