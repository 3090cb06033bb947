package dev.becas.launcher;

import java.io.IOException;
import java.util.Optional;

/// The second JVM, known from before its start: whoever tells us to stop, at whatever moment, stops it too.
final class Successor {
    private Optional<Process> process = Optional.empty();
    private boolean stopped;

    /// Starts it, unless we were told to stop before.
    ///
    /// @throws IOException when it cannot be started
    synchronized Process start(ProcessBuilder builder) throws IOException {
        if (stopped) {
            throw new IOException("stopped before the start");
        }
        Process started = builder.start();
        process = Optional.of(started);
        return started;
    }

    /// Runs when we are told to stop: stops the child, waits as long as it drains, and leaves with its exit code. After
    /// a normal end of the child it changes nothing.
    void passOn() {
        stop().ifPresent(child -> {
            child.destroy();
            try {
                Runtime.getRuntime().halt(child.waitFor());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    /// Nothing is started from now on.
    ///
    /// @return what was started, if it was
    synchronized Optional<Process> stop() {
        stopped = true;
        return process;
    }
}
