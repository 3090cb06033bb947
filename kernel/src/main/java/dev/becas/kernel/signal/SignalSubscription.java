package dev.becas.kernel.signal;

import java.util.function.Consumer;

/// Who watches signals.
///
/// @param name unique while it is open, `component.purpose`
/// @param type signals of this type are delivered, in the order in which one thread published them
/// @param handler runs on the subscription's own thread; one that is slow loses the oldest signals, one that throws
///     loses the signal it threw at
/// @param waitingMax how many signals may wait
/// @param <S> the type
public record SignalSubscription<S extends Signal>(String name, Class<S> type, Consumer<S> handler, int waitingMax) {
    /// Enough for a screen that looks away for a moment; a signal is some hundred bytes.
    private static final int WAITING_MAX = 256;
    private static final int WAITING_LIMIT = 1 << 16;

    public SignalSubscription {
        if (waitingMax < 1 || waitingMax > WAITING_LIMIT) {
            throw new IllegalArgumentException(
                    "waitingMax must be in [1, " + WAITING_LIMIT + "] but was " + waitingMax);
        }
    }

    public SignalSubscription(String name, Class<S> type, Consumer<S> handler) {
        this(name, type, handler, WAITING_MAX);
    }
}
