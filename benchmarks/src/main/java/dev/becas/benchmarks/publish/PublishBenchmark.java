package dev.becas.benchmarks.publish;

import dev.becas.benchmarks.BenchKernel;
import dev.becas.benchmarks.Benchmark;
import dev.becas.benchmarks.Events;
import dev.becas.benchmarks.Rounds;
import dev.becas.benchmarks.Section;
import dev.becas.kernel.Kernel;
import dev.becas.kernel.flow.FlowEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Publishing alone, then with fourteen subscriptions that each write a row for every event, beside raw SQLite that
/// writes the same rows in groups of the same size. Events are made and, for raw SQLite, encoded before the clock
/// starts.
public final class PublishBenchmark implements Benchmark {
    private static final int ROUNDS = 3;
    private static final double SHARE_WANTED = 0.9;
    private static final double RATE_WANTED = 30_000;
    /// What a group of the writer holds at most is bounded by time; raw SQLite commits no more at once either.
    private static final int GROUP_MAX = 2_000;

    /// How it is published.
    ///
    /// @param threads that publish at the same time, each waiting for its acknowledgement
    /// @param batch events of one call
    private record Case(int threads, int batch, int events) {
        int group() {
            return Math.min(GROUP_MAX, threads * batch);
        }

        String words() {
            return threads
                    + (threads == 1 ? " thread, " : " threads, ")
                    + batch
                    + (batch == 1 ? " event a call" : " events a call");
        }
    }

    private static final List<Case> CASES = List.of(
            new Case(1, 1, 4_000),
            new Case(4, 1, 12_000),
            new Case(16, 1, 32_000),
            new Case(1, 500, 100_000),
            new Case(16, 500, 160_000));

    private int run;

    @Override
    public String name() {
        return "publish";
    }

    @Override
    public String title() {
        return "Durable publish and effects";
    }

    @Override
    public Section run(Path scratch) throws Exception {
        Section section = new Section();
        List<List<String>> rows = new ArrayList<>();
        for (Case way : CASES) {
            rows.add(publishing(scratch, way, section));
        }
        List<List<String>> effects = new EffectRounds(scratch).run(section, RATE_WANTED, SHARE_WANTED);
        return section.text(
                        "Raw SQLite is one thread with prepared statements in JDBC batches, the same table and indexes, WAL, `synchronous=FULL`, the"
                                + " same cache, rows ready to bind; it commits as many events at once as the callers have in flight, "
                                + GROUP_MAX
                                + " at most. Figures are events a second; a share is the median of the shares of "
                                + ROUNDS + " rounds in which both took turns.")
                .table(List.of("publishing", "raw SQLite", "`Bus.publish`", "share"), rows)
                .text(
                        "With 14 subscriptions, each writing one row for every event together with its cursor. Plugins write"
                                + " through `Tx.execute`; a batch of JDBC or of JDBI on the same connection is there too.")
                .table(List.of("effects", "events/s", "rows/s", "share of raw"), effects);
    }

    private List<String> publishing(Path scratch, Case way, Section section) throws Exception {
        Rounds rounds = new Rounds()
                .add("raw " + way.words(), () -> raw(scratch, way))
                .add("bus " + way.words(), () -> bus(scratch, way))
                .run(ROUNDS);
        double raw = rounds.median("raw " + way.words());
        double bus = rounds.median("bus " + way.words());
        double share = rounds.ratio("bus " + way.words(), "raw " + way.words());
        if (way.threads() == 1 && way.batch() == 500) {
            section.goal(
                    "durable publish in batches of 500",
                    "30,000 events/s",
                    Section.number(bus) + " events/s",
                    bus >= RATE_WANTED,
                    "");
            section.goal(
                    "the same, against raw SQLite",
                    "90 %",
                    Section.percent(share),
                    share >= SHARE_WANTED,
                    "encoding JSON and waiting for the commit are in it");
        }
        return List.of(way.words(), Section.number(raw), Section.number(bus), Section.percent(share));
    }

    private double raw(Path scratch, Case way) throws Exception {
        List<RawSqlite.Row> rows = RawSqlite.Row.of(Events.messages("publish", way.events()));
        try (RawSqlite raw = new RawSqlite(scratch.resolve("raw-" + run++).resolve("raw.db"))) {
            long start = System.nanoTime();
            raw.publish(rows, way.group());
            return way.events() / Rounds.secondsSince(start);
        }
    }

    private double bus(Path scratch, Case way) throws Exception {
        List<FlowEvent> events = Events.messages("publish", way.events());
        try (Kernel kernel = BenchKernel.bare(scratch.resolve("bus-" + run++));
                ExecutorService threads = Executors.newFixedThreadPool(way.threads())) {
            long start = System.nanoTime();
            List<Future<?>> all = new ArrayList<>();
            int each = way.events() / way.threads();
            for (int thread = 0; thread < way.threads(); thread++) {
                List<FlowEvent> mine = events.subList(thread * each, (thread + 1) * each);
                all.add(threads.submit(() -> publish(kernel, mine, way.batch())));
            }
            for (Future<?> one : all) {
                one.get();
            }
            return way.events() / Rounds.secondsSince(start);
        }
    }

    private static boolean publish(Kernel kernel, List<FlowEvent> mine, int batch) throws InterruptedException {
        for (int from = 0; from < mine.size(); from += batch) {
            kernel.bus().publish(mine.subList(from, Math.min(mine.size(), from + batch)));
        }
        return true;
    }
}
