package dev.becas.kernel.bus;

import io.micrometer.core.instrument.MeterRegistry;

/// What the bus counts while it runs. The truth is in SQL; these are for dashboards.
final class BusMetrics {
    private final MeterRegistry registry;

    BusMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    void published(int events) {
        registry.counter("becas.bus.published").increment(events);
    }

    void handled(String subscription, int events) {
        registry.counter("becas.bus.handled", "subscription", subscription).increment(events);
    }

    void dead(String subscription) {
        registry.counter("becas.bus.dead", "subscription", subscription).increment();
    }
}
