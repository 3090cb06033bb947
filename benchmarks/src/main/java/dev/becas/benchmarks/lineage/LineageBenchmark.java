package dev.becas.benchmarks.lineage;

import dev.becas.benchmarks.BenchKernel;
import dev.becas.benchmarks.Benchmark;
import dev.becas.benchmarks.Rounds;
import dev.becas.benchmarks.Section;
import dev.becas.bot.app.App;
import dev.becas.bot.app.Home;
import dev.becas.bot.identity.Identity;
import dev.becas.kernel.time.BecasClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;

/// The command `lineage` on a store with a million examples, asked about ids all over it.
public final class LineageBenchmark implements Benchmark {
    private static final int ASKED = 200;
    private static final int ASKED_LARGE = 9;
    private static final double MS_WANTED = 100;
    private static final double MS = 1e3;
    private static final double MIB = 1 << 20;

    /// @param id the id that is asked about in this turn
    private record Question(String words, int times, IntFunction<String> id) {}

    @Override
    public String name() {
        return "lineage";
    }

    @Override
    public String title() {
        return "Lineage at a million examples";
    }

    @Override
    public Section run(Path scratch) throws Exception {
        BenchKernel.app(scratch, BecasClock.conversation(BenchKernel.START), "becas-orchestrator")
                .close();
        Home home = new Home(scratch.resolve("home"));
        Path store = home.data().resolve("becas.db");
        try (LargeJournal journal = new LargeJournal(store)) {
            journal.fill();
        }
        double mib = Files.size(store) / MIB;
        System.err.printf("filled, %,.0f MiB%n", mib);
        try (App app = App.open(
                home,
                BecasClock.conversation(BenchKernel.START.plusSeconds(1)),
                Identity.ofSeed(1),
                sentence -> System.err.println(sentence))) {
            return ask(app, mib);
        }
    }

    private static Section ask(App app, double mib) {
        int step = LargeJournal.EXAMPLES / ASKED;
        int versions = LargeJournal.EXAMPLES / LargeJournal.DATASET;
        List<Question> questions = List.of(
                new Question(
                        "a message: to the models that learned from it",
                        ASKED,
                        i -> LargeJournal.message(i * step + 7)),
                new Question(
                        "an example: back to its message, on to models",
                        ASKED,
                        i -> LargeJournal.example(i * step + 11)),
                new Question(
                        "a model: back to 20,000 examples and all they came from (60,000 ids)",
                        ASKED_LARGE,
                        i -> LargeJournal.version((i * 5 + 1) % versions)));
        Section section = new Section();
        List<List<String>> rows = new ArrayList<>();
        for (Question question : questions) {
            double[] ms = milliseconds(app, question);
            double median = Rounds.percentile(ms, 0.5);
            double p99 = Rounds.percentile(ms, 0.99);
            section.goal(
                    "lineage of " + question.words(),
                    "100 ms",
                    Section.fine(median) + " ms",
                    median < MS_WANTED,
                    "p99 " + Section.fine(p99) + " ms"
                            + (median < MS_WANTED ? "" : "; each id is several random reads, and all are walked"));
            rows.add(List.of(
                    question.words(),
                    Integer.toString(ms.length),
                    Section.fine(ms[0]),
                    Section.fine(median),
                    Section.fine(p99)));
        }
        return section.text(
                        "The command `lineage` on a store of " + Section.number(mib)
                                + " MiB with four million events and two million rows"
                                + " of lineage. Milliseconds; every question is about another id, so the store's cache helps little.")
                .table(List.of("asked about", "times", "least", "median", "p99"), rows);
    }

    private static double[] milliseconds(App app, Question question) {
        double[] ms = new double[question.times()];
        for (int i = 0; i < ms.length; i++) {
            ms[i] = BenchKernel.run(app, "lineage", question.id().apply(i)).seconds() * MS;
        }
        Arrays.sort(ms);
        return ms;
    }
}
