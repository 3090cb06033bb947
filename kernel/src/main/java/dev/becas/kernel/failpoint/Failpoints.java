package dev.becas.kernel.failpoint;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Named instants at which the kill test ends the process as a power cut would: no shutdown hook, no flush.
/// `BECAS_FAILPOINT=name:n` halts at the n-th time the instant is reached. Costs one null check when unset.
public final class Failpoints {
    /// A group of writes is committed, nobody has been told.
    public static final String AFTER_COMMIT_BEFORE_ACK = "after-commit-before-ack";
    /// A handler's effect is written, its cursor not yet.
    public static final String BETWEEN_EFFECT_AND_CURSOR = "between-effect-and-cursor";
    /// Outside work is done, its row still says pending.
    public static final String OUTBOX_DONE_BEFORE_MARK = "outbox-done-before-mark";
    /// A state is written, what it announces has not begun.
    public static final String STATE_BEFORE_ACT = "state-before-act";
    /// In the middle of a migration.
    public static final String MIGRATION = "migration";

    private static final int HALTED = 137;
    private static final @Nullable String ARMED = System.getenv("BECAS_FAILPOINT");
    private static final Map<String, AtomicInteger> REACHED = new ConcurrentHashMap<>();

    private Failpoints() {}

    /// Marks an instant.
    public static void reach(String name) {
        if (ARMED != null) {
            haltIfDue(ARMED, name);
        }
    }

    private static void haltIfDue(String armed, String name) {
        int colon = armed.lastIndexOf(':');
        String wanted = colon < 0 ? armed : armed.substring(0, colon);
        int times = colon < 0 ? 1 : Integer.parseInt(armed.substring(colon + 1));
        if (wanted.equals(name)
                && REACHED.computeIfAbsent(name, n -> new AtomicInteger()).incrementAndGet() == times) {
            Runtime.getRuntime().halt(HALTED);
        }
    }
}
