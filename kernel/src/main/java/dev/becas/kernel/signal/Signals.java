package dev.becas.kernel.signal;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The bus of signals. Publishing waits for no handler and touches no disk: each subscription has a bounded queue and a
/// thread of its own, and when its queue is full the oldest signal is dropped and counted.
public final class Signals implements AutoCloseable {
    private final MeterRegistry registry;
    private final CopyOnWriteArrayList<SignalLane<?>> lanes = new CopyOnWriteArrayList<>();

    /// @param registry counts dropped signals as `becas.signals.dropped`, failed ones as `becas.signals.failed`
    public Signals(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Gives a signal to everybody who watches its type. Never waits and never throws for a handler's sake.
    public void publish(Signal signal) {
        for (SignalLane<?> lane : lanes) {
            lane.offer(signal);
        }
    }

    /// Starts to watch, from the next signal on.
    ///
    /// @return ends it: what waits is forgotten, and no handler runs afterwards
    /// @throws IllegalStateException when the name is taken
    public synchronized AutoCloseable subscribe(SignalSubscription<?> subscription) {
        if (lanes.stream().anyMatch(lane -> lane.name().equals(subscription.name()))) {
            throw new IllegalStateException("there is a subscription to signals '" + subscription.name() + "' already");
        }
        SignalLane<?> lane = new SignalLane<>(
                subscription,
                registry.counter("becas.signals.dropped", "subscription", subscription.name()),
                registry.counter("becas.signals.failed", "subscription", subscription.name()));
        lane.start();
        lanes.add(lane);
        return () -> end(lane);
    }

    /// The counts of all who watch now, by name.
    public List<SignalCount> counts() {
        return lanes.stream()
                .map(SignalLane::count)
                .sorted(Comparator.comparing(SignalCount::subscription))
                .toList();
    }

    private void end(SignalLane<?> lane) {
        lanes.remove(lane);
        lane.close();
    }

    @Override
    public void close() {
        lanes.forEach(this::end);
    }
}
