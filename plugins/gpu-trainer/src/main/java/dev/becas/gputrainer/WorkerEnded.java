package dev.becas.gputrainer;

import dev.becas.kernel.signal.Signal;

/// A worker ended that nobody had told to. The bot goes on; the next job starts another.
///
/// @param worker its name
/// @param sentence how it ended, and where its log is
public record WorkerEnded(String worker, String sentence) implements Signal {}
