package dev.becas.benchmarks.dispatch;

import com.google.common.eventbus.EventBus;
import com.google.common.eventbus.Subscribe;
import dev.becas.benchmarks.BenchKernel;
import dev.becas.benchmarks.Benchmark;
import dev.becas.benchmarks.Events;
import dev.becas.benchmarks.Rounds;
import dev.becas.benchmarks.Section;
import dev.becas.kernel.Kernel;
import dev.becas.kernel.bus.Effect;
import dev.becas.kernel.bus.Handler;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.bus.SubscriptionOptions;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.signal.Signal;
import dev.becas.kernel.signal.SignalSubscription;
import dev.becas.kernel.signal.Signals;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/// Fourteen receivers of every event, in memory: a plain loop, Guava's EventBus, signals, and the durable bus, whose
/// deliveries come from its tail after the commit.
public final class DispatchBenchmark implements Benchmark {
    private static final int RECEIVERS = 14;
    private static final int EVENTS = 200_000;
    private static final int BATCH = 500;
    private static final int ROUNDS = 3;
    private static final int TIMES = 10;
    /// The longest queue that a subscription to signals may have.
    private static final int WAITING_MAX = 1 << 16;
    private static final long CATCH_UP_NANOS = 100_000;
    private static final String LOOP = "plain loop";
    private static final String GUAVA = "Guava EventBus";
    private static final String SIGNALS = "signals, 14 subscriptions, all delivered";
    private static final String DROPPING = "signals, the publisher alone: what is too slow loses the oldest";
    private static final String ALONE = "durable bus, no subscription: publishing alone";
    private static final String HANDLED = "durable bus, 14 subscriptions that handle every event";
    private static final String FILTERED = "durable bus, 14 subscriptions that want none of them";

    @Override
    public String name() {
        return "dispatch";
    }

    @Override
    public String title() {
        return "Dispatch to 14 receivers";
    }

    @Override
    public Section run(Path scratch) throws Exception {
        Durable durable = new Durable(scratch);
        Rounds rounds = new Rounds()
                .add(LOOP, DispatchBenchmark::loop)
                .add(GUAVA, DispatchBenchmark::guava)
                .add(SIGNALS, () -> signals(true))
                .add(DROPPING, () -> signals(false))
                .add(ALONE, () -> durable.publish(0, true))
                .add(HANDLED, () -> durable.publish(RECEIVERS, true))
                .add(FILTERED, () -> durable.publish(RECEIVERS, false))
                .run(ROUNDS);
        List<List<String>> rows = new ArrayList<>();
        for (String name : List.of(LOOP, GUAVA, SIGNALS, DROPPING, HANDLED, FILTERED, ALONE)) {
            double eventsPerSecond = rounds.median(name);
            rows.add(List.of(
                    name,
                    Section.number(eventsPerSecond),
                    name.equals(ALONE) || name.equals(DROPPING) ? "" : Section.number(eventsPerSecond * RECEIVERS),
                    Section.fine(1e9 / eventsPerSecond) + " ns"));
        }
        double left = rounds.ratio(HANDLED, ALONE);
        return new Section()
                .text(
                        "A plain loop and Guava's EventBus call each receiver on the publisher's thread. A signal goes through a bounded"
                                + " queue to a thread of each subscription, so that a slow receiver stops nobody: with all delivered, signals"
                                + " make " + Section.percent(rounds.ratio(SIGNALS, GUAVA))
                                + " of Guava's rate. The durable bus delivers out of memory too, but each event was on the disk first: with 14"
                                + " subscriptions it keeps " + Section.percent(left)
                                + " of the rate of publishing alone. Handlers count and write nothing; cursors are written.")
                .table(List.of("way", "events/s", "deliveries/s", "an event"), rows);
    }

    private static double loop() {
        LongAdder seen = new LongAdder();
        List<Consumer<FlowEvent>> receivers = new ArrayList<>();
        for (int i = 0; i < RECEIVERS; i++) {
            receivers.add(event -> seen.add(event.head().guildId().length()));
        }
        return rate(event -> receivers.forEach(receiver -> receiver.accept(event)), seen);
    }

    private static double guava() {
        LongAdder seen = new LongAdder();
        EventBus bus = new EventBus();
        for (int i = 0; i < RECEIVERS; i++) {
            bus.register(new Receiver(seen));
        }
        return rate(bus::post, seen);
    }

    private static double rate(Consumer<FlowEvent> way, LongAdder seen) {
        List<FlowEvent> events = Events.messages("dispatch", EVENTS);
        long start = System.nanoTime();
        for (int i = 0; i < TIMES; i++) {
            events.forEach(way);
        }
        double seconds = Rounds.secondsSince(start);
        requireSeen(seen, (long) TIMES * EVENTS * RECEIVERS);
        return TIMES * EVENTS / seconds;
    }

    /// An event as a signal.
    private record Told(FlowEvent event) implements Signal {}

    /// @param all whether the publisher lets the receivers catch up before their queues are full
    private static double signals(boolean all) {
        LongAdder seen = new LongAdder();
        List<Told> told =
                Events.messages("dispatch", EVENTS).stream().map(Told::new).toList();
        try (Signals signals = new Signals(new SimpleMeterRegistry())) {
            for (int i = 0; i < RECEIVERS; i++) {
                signals.subscribe(new SignalSubscription<>(
                        "bench.s" + i,
                        Told.class,
                        one -> seen.add(one.event().head().guildId().length()),
                        WAITING_MAX));
            }
            long start = System.nanoTime();
            for (int from = 0; from < EVENTS; from += WAITING_MAX) {
                told.subList(from, Math.min(EVENTS, from + WAITING_MAX)).forEach(signals::publish);
                while (all && signals.counts().stream().anyMatch(count -> count.waiting() > 0)) {
                    LockSupport.parkNanos(CATCH_UP_NANOS);
                }
            }
            double seconds = Rounds.secondsSince(start);
            requireSeen(seen, all ? (long) EVENTS * RECEIVERS : 0);
            return EVENTS / seconds;
        }
    }

    private static void requireSeen(LongAdder seen, long least) {
        if (seen.sum() < least) {
            throw new IllegalStateException(
                    "every receiver must see every event, but " + seen.sum() + " of " + least + " were seen");
        }
    }

    /// Guava's annotated receiver.
    public static final class Receiver {
        private final LongAdder seen;

        Receiver(LongAdder seen) {
            this.seen = seen;
        }

        /// Counts.
        @Subscribe
        public void on(FlowEvent event) {
            seen.add(event.head().guildId().length());
        }
    }

    /// The durable bus, a new store each time.
    private static final class Durable {
        private final Path scratch;
        private int run;

        Durable(Path scratch) {
            this.scratch = scratch;
        }

        double publish(int subscriptions, boolean wanted) throws Exception {
            List<FlowEvent> events = Events.messages("dispatch", EVENTS);
            LongAdder seen = new LongAdder();
            Handler handler = batch -> {
                batch.forEach(
                        delivery -> seen.add(delivery.event().head().guildId().length()));
                return Effect.NOTHING;
            };
            try (Kernel kernel = BenchKernel.bare(scratch.resolve("durable-" + run++))) {
                for (int i = 0; i < subscriptions; i++) {
                    kernel.bus()
                            .subscribe(new Subscription(
                                    "bench.s" + i, event -> wanted, handler, SubscriptionOptions.DEFAULT));
                }
                long start = System.nanoTime();
                for (int from = 0; from < EVENTS; from += BATCH) {
                    kernel.bus().publish(events.subList(from, from + BATCH));
                }
                kernel.bus().awaitQuiet(Duration.ofMinutes(5));
                double seconds = Rounds.secondsSince(start);
                requireSeen(seen, wanted ? (long) EVENTS * subscriptions : 0);
                return EVENTS / seconds;
            }
        }
    }
}
