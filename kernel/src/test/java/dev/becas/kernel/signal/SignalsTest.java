package dev.becas.kernel.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.KernelInFolder;
import dev.becas.kernel.plugin.BecasPlugin;
import dev.becas.kernel.plugin.PluginContext;
import dev.becas.kernel.plugin.PluginContexts;
import dev.becas.kernel.training.TrainingProgress.TrainingStep;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signals in memory: who gets them, what is dropped, and that nobody harms anybody.
class SignalsTest {
    private final MeterRegistry meters = new SimpleMeterRegistry();
    private final Signals signals = new Signals(meters);
    private final LinkedBlockingQueue<Signal> seen = new LinkedBlockingQueue<>();

    record Word(String text) implements Signal {}

    @AfterEach
    void close() {
        signals.close();
    }

    private static Progress at(long step) {
        return Progress.of("job-1", "train-linear", step, 1_000);
    }

    @Test
    void delivers_what_a_subscription_watches_in_order() throws Exception {
        signals.subscribe(new SignalSubscription<>("test.progress", Progress.class, seen::add));

        signals.publish(at(1));
        signals.publish(new Word("not watched"));
        signals.publish(at(2));

        assertEquals(List.of(at(1), at(2)), List.of(seen.take(), seen.take()));
    }

    @Test
    void drops_the_oldest_when_a_handler_is_slow_and_counts_it() throws Exception {
        CountDownLatch holds = new CountDownLatch(1);
        CountDownLatch holding = new CountDownLatch(1);
        signals.subscribe(new SignalSubscription<>(
                "test.slow",
                Progress.class,
                signal -> {
                    seen.add(signal);
                    holding.countDown();
                    awaitQuietly(holds);
                },
                3));
        signals.publish(at(1));
        holding.await();

        for (int step = 2; step <= 10; step++) {
            signals.publish(at(step));
        }

        assertEquals(List.of(new SignalCount("test.slow", 10, 0, 0, 6, 4)), signals.counts());
        assertEquals(
                6,
                meters.counter("becas.signals.dropped", "subscription", "test.slow")
                        .count());
        holds.countDown();
        assertEquals(List.of(at(1), at(8), at(9), at(10)), List.of(seen.take(), seen.take(), seen.take(), seen.take()));
    }

    @Test
    void a_slow_handler_holds_up_nobody_else() throws Exception {
        CountDownLatch holds = new CountDownLatch(1);
        signals.subscribe(new SignalSubscription<>("test.slow", Progress.class, signal -> awaitQuietly(holds)));
        signals.subscribe(new SignalSubscription<>("test.quick", Progress.class, seen::add));

        signals.publish(at(1));

        assertEquals(at(1), seen.take());
        holds.countDown();
    }

    @Test
    void a_handler_that_throws_loses_that_signal_only() throws Exception {
        signals.subscribe(new SignalSubscription<>("test.throws", Progress.class, signal -> {
            seen.add(signal);
            if (signal.step() == 1) {
                throw new AssertionError("on purpose");
            }
        }));

        signals.publish(at(1));
        signals.publish(at(2));

        assertEquals(List.of(at(1), at(2)), List.of(seen.take(), seen.take()));
        assertEquals(
                1,
                meters.counter("becas.signals.failed", "subscription", "test.throws")
                        .count());
    }

    @Test
    void counts_add_up_at_any_moment() throws Exception {
        signals.subscribe(new SignalSubscription<>("test.counts", Progress.class, seen::add, 2));
        for (int step = 1; step <= 1_000; step++) {
            signals.publish(at(step));
            SignalCount count = signals.counts().getFirst();
            assertEquals(step, count.published());
            assertEquals(count.published(), count.delivered() + count.failed() + count.dropped() + count.waiting());
        }
    }

    @Test
    void no_handler_runs_after_its_subscription_was_ended() throws Exception {
        AutoCloseable open = signals.subscribe(new SignalSubscription<>("test.ended", Progress.class, seen::add));
        signals.publish(at(1));
        seen.take();

        open.close();
        signals.publish(at(2));

        assertEquals(List.of(), List.copyOf(seen));
        assertEquals(List.of(), signals.counts());
    }

    @Test
    void a_handler_may_end_its_own_subscription() throws Exception {
        LinkedBlockingQueue<AutoCloseable> open = new LinkedBlockingQueue<>();
        CountDownLatch ended = new CountDownLatch(1);
        open.add(signals.subscribe(new SignalSubscription<>("test.once", Progress.class, signal -> {
            try {
                open.take().close();
                ended.countDown();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        })));

        signals.publish(at(1));

        ended.await();
        assertEquals(List.of(), signals.counts());
    }

    @Test
    void a_name_is_taken_once() {
        signals.subscribe(new SignalSubscription<>("test.name", Progress.class, seen::add));
        assertThrows(
                IllegalStateException.class,
                () -> signals.subscribe(new SignalSubscription<>("test.name", Word.class, seen::add)));
    }

    @Test
    void a_plugins_subscription_ends_with_it(@TempDir Path folder) throws Exception {
        try (Kernel kernel = KernelInFolder.open(folder);
                PluginContexts plugins = new PluginContexts(kernel)) {
            plugins.start("watcher", new Watcher(seen));
            kernel.signals().publish(at(1));
            assertEquals(at(1), seen.take());

            plugins.stop("watcher");

            assertEquals(List.of(), kernel.signals().counts());
        }
    }

    private record Watcher(LinkedBlockingQueue<Signal> seen) implements BecasPlugin {
        @Override
        public void start(PluginContext context) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> context.subscribe(new SignalSubscription<>("other.name", Progress.class, seen::add)));
            context.subscribe(new SignalSubscription<>("watcher.progress", Progress.class, seen::add));
        }
    }

    @Test
    void refuses_progress_that_cannot_be() {
        assertThrows(IllegalArgumentException.class, () -> Progress.of("job", "kind", 3, 2));
        assertThrows(IllegalArgumentException.class, () -> Progress.of("job", "kind", 0, 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Progress("job", "kind", 1, 2, new TreeMap<>(Map.of("loss", Double.NaN)), 0));
        assertThrows(IllegalArgumentException.class, () -> new Progress("job", "kind", 1, 2, new TreeMap<>(), -1));
        assertThrows(
                IllegalArgumentException.class,
                () -> new SignalSubscription<>("test.none", Progress.class, seen::add, 0));
    }

    @Test
    void a_training_step_shows_the_figures_that_its_trainer_has() {
        TrainingStep step = new TrainingStep(2, 8, 0.5, Double.NaN, Double.NaN, Double.NaN, 640, 0, 1_024, 30);

        Progress progress = Progress.of("job-1", "train-linear", step);

        assertEquals(0.25, progress.share());
        assertEquals(30, progress.etaSeconds());
        assertEquals(0.5, progress.figures().get("loss"));
        assertTrue(!progress.figures().containsKey("evalLoss"), "what is not known is left out");
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
