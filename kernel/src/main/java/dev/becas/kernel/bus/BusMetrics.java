package dev.becas.kernel.bus;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// What the bus counts while it runs. The truth is in SQL; these are for dashboards. Counters are looked up once: the
/// registry's own look-up costs more than a small commit.
final class BusMetrics {
    private final MeterRegistry registry;
    private final Counter published;
    private final Map<String, Counter> handled = new ConcurrentHashMap<>();
    private final Map<String, Counter> dead = new ConcurrentHashMap<>();

    BusMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.published = registry.counter("becas.bus.published");
    }

    void published(int events) {
        published.increment(events);
    }

    void handled(String subscription, int events) {
        handled.computeIfAbsent(subscription, s -> registry.counter("becas.bus.handled", "subscription", s))
                .increment(events);
    }

    void dead(String subscription) {
        dead.computeIfAbsent(subscription, s -> registry.counter("becas.bus.dead", "subscription", s))
                .increment();
    }
}
