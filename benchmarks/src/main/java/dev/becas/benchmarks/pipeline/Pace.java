package dev.becas.benchmarks.pipeline;

import dev.becas.bot.app.App;
import dev.becas.kernel.bus.Delivery;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.flow.DecisionFlow.MessageDecided;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/// Messages that come one by one at an even pace, and how long each waits for its decision. The clock of a message
/// starts when it was due, so that a publisher that falls behind does not hide it.
final class Pace {
    static final int PER_SECOND = 200;
    private static final long GAP_NANOS = 1_000_000_000L / PER_SECOND;
    private static final int MESSAGES = 3_000;
    private static final double NANOS_PER_MS = 1e6;

    private final App app;
    private final Map<String, Long> dueNanos = new ConcurrentHashMap<>();
    private final Map<String, Double> waitMs = new ConcurrentHashMap<>();

    Pace(App app) {
        this.app = app;
    }

    /// @return the waits in milliseconds, ascending
    double[] waits(List<Talk.Said> messages) throws Exception {
        Gateway gateway = new Gateway(app.kernel());
        try (AutoCloseable listening = app.kernel()
                .bus()
                .subscribe(Subscription.to("bench.pace", this::decided, Set.of(MessageDecided.class)))) {
            long start = System.nanoTime();
            for (int i = 0; i < MESSAGES; i++) {
                Talk.Said said = messages.get(i);
                long due = start + i * GAP_NANOS;
                LockSupport.parkNanos(due - System.nanoTime());
                dueNanos.put(Gateway.eventId(said), due);
                gateway.publish(List.of(said));
            }
            app.kernel().bus().awaitQuiet(Duration.ofMinutes(1));
            System.err.println("paced with " + listening);
        }
        double[] waits =
                waitMs.values().stream().mapToDouble(Double::doubleValue).toArray();
        if (waits.length != MESSAGES) {
            throw new IllegalStateException(
                    "every message must get a decision, but " + waits.length + " of " + MESSAGES + " did");
        }
        Arrays.sort(waits);
        return waits;
    }

    private Effect decided(List<Delivery> batch) {
        long now = System.nanoTime();
        for (Delivery delivery : batch) {
            Long due = dueNanos.get(delivery.event().head().causeId());
            if (due != null) {
                waitMs.put(delivery.event().head().causeId(), (now - due) / NANOS_PER_MS);
            }
        }
        return Effect.NOTHING;
    }
}
