package dev.becas.kernel.plugin;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Runs a plugin's own code with a limit, on a thread of its own, so that one that hangs is given up and the rest goes
/// on.
final class Patiently {
    private Patiently() {}

    /// A plugin's code.
    @FunctionalInterface
    interface Code {
        void run() throws Exception;
    }

    /// Runs it, and throws what it throws.
    ///
    /// @throws IllegalStateException when it has not ended within `patience`; it is interrupted and left behind
    static void run(String name, Duration patience, Code code) throws Throwable {
        Outcome outcome = new Outcome();
        Thread thread = new Thread(() -> outcome.failure = failureOf(code), name);
        thread.setDaemon(true);
        thread.start();
        if (!thread.join(patience)) {
            thread.interrupt();
            throw new IllegalStateException("its " + name.substring(name.lastIndexOf(' ') + 1) + " did not end within "
                    + patience.toMillis() + " ms");
        }
        Throwable failure = outcome.failure;
        if (failure != null) {
            throw failure;
        }
    }

    private static @Nullable Throwable failureOf(Code code) {
        try {
            code.run();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private static final class Outcome {
        private volatile @Nullable Throwable failure;
    }
}
