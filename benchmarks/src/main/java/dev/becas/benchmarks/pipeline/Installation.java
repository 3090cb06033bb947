package dev.becas.benchmarks.pipeline;

import com.sun.management.OperatingSystemMXBean;
import dev.becas.benchmarks.Rounds;
import dev.becas.benchmarks.Section;
import dev.becas.bot.app.App;
import io.micrometer.core.instrument.distribution.ValueAtPercentile;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// An installation that takes its turns with one slice of the conversation after the other.
final class Installation {
    static final int CHUNK = 500;
    private static final double NANOS_PER_MICRO = 1e3;
    private static final double CORES_MICROS_PER_SECOND = 2e6;

    private final String words;
    private final App app;
    private final List<Double> processorMicros = new ArrayList<>();
    private ValueAtPercentile[] decisions = new ValueAtPercentile[0];
    private int next;

    Installation(String words, App app) {
        this.words = words;
        this.app = app;
    }

    String words() {
        return words;
    }

    /// Publishes the next `slice` messages and waits until nothing is pending.
    ///
    /// @return messages a second
    double turn(Talk talk, int slice) throws Exception {
        Gateway gateway = new Gateway(app.kernel());
        int first = next;
        next += slice;
        long processor = processorNanos();
        long start = System.nanoTime();
        for (int from = first; from < next; from += CHUNK) {
            gateway.publish(talk.messages().subList(from, from + CHUNK));
        }
        app.kernel().bus().awaitQuiet(Duration.ofMinutes(5));
        double seconds = Rounds.secondsSince(start);
        processorMicros.add((processorNanos() - processor) / NANOS_PER_MICRO / slice);
        decisions = app.kernel()
                .metrics()
                .get("becas.moderation.decision")
                .timer()
                .takeSnapshot()
                .percentileValues();
        return slice / seconds;
    }

    /// Its row of the table; the first turn warmed up and does not count.
    List<String> row(double rate) {
        double[] sorted = processorMicros.stream()
                .skip(1)
                .mapToDouble(Double::doubleValue)
                .sorted()
                .toArray();
        double micros = Rounds.percentile(sorted, 0.5);
        return List.of(
                words,
                Section.number(rate),
                Section.number(micros) + " µs",
                Section.number(CORES_MICROS_PER_SECOND / micros) + " messages/s",
                Section.fine(decisions[0].value(TimeUnit.MICROSECONDS)) + " µs",
                Section.fine(decisions[1].value(TimeUnit.MICROSECONDS)) + " µs");
    }

    private static long processorNanos() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
    }
}
