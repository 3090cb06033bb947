package dev.becas.benchmarks.decision;

import dev.becas.abtesting.decision.Interval;
import dev.becas.abtesting.decision.WilsonInterval;
import java.util.Locale;

/// Shares in per cent, with as many places as their runs bear.
final class Shares {

    private static final int MANY_RUNS = 5_000;

    private Shares() {}

    static String percent(long hits, long runs) {
        return number(100.0 * hits / runs, runs) + " %";
    }

    static String withInterval(long hits, long runs) {
        Interval interval = WilsonInterval.of(hits, runs);
        return percent(hits, runs) + " (" + number(100 * interval.lower(), runs) + "–"
                + number(100 * interval.upper(), runs) + ")";
    }

    private static String number(double value, long runs) {
        return String.format(Locale.ROOT, runs >= MANY_RUNS ? "%.2f" : "%.1f", value);
    }
}
