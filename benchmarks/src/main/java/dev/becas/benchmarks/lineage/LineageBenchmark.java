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
    private static final int ASKED_LARGE = 50;
    private static final int ASKED_ALL = 9;
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
            return ask(app, mib, scratch);
        }
    }

    private static Section ask(App app, double mib, Path scratch) {
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
                        "a model: back to its dataset with its 20,000 examples",
                        ASKED_LARGE,
                        i -> LargeJournal.version(i % versions)));
        Section section = new Section();
        List<List<String>> rows = new ArrayList<>();
        for (Question question : questions) {
            double[] ms = milliseconds(app, question.times(), question.id());
            double median = Rounds.percentile(ms, 0.5);
            double p99 = Rounds.percentile(ms, 0.99);
            section.goal(
                    "lineage of " + question.words(),
                    "100 ms",
                    Section.fine(median) + " ms",
                    median < MS_WANTED,
                    "p99 " + Section.fine(p99) + " ms");
            rows.add(row(question.words(), ms));
        }
        Path all = scratch.resolve("all.txt");
        rows.add(row(
                "a model, with `--all`: a file of the 60,000 ids behind it",
                milliseconds(app, ASKED_ALL, i -> LargeJournal.version(i * 5 % versions), "--all", all.toString())));
        return section.text(
                        "The command `lineage` on a store of " + Section.number(mib)
                                + " MiB with four million events and two million rows"
                                + " of lineage. Milliseconds; every question is about another id, so the store's cache helps little."
                                + " The way back stops at a dataset and says how many examples it has; `--all` walks on, behind each.")
                .table(List.of("asked about", "times", "least", "median", "p99"), rows);
    }

    private static List<String> row(String words, double[] ms) {
        return List.of(
                words,
                Integer.toString(ms.length),
                Section.fine(ms[0]),
                Section.fine(Rounds.percentile(ms, 0.5)),
                Section.fine(Rounds.percentile(ms, 0.99)));
    }

    private static double[] milliseconds(App app, int times, IntFunction<String> id, String... options) {
        double[] ms = new double[times];
        for (int i = 0; i < ms.length; i++) {
            List<String> words = new ArrayList<>(List.of("lineage", id.apply(i)));
            words.addAll(List.of(options));
            ms[i] = BenchKernel.run(app, words.toArray(String[]::new)).seconds() * MS;
        }
        Arrays.sort(ms);
        return ms;
    }
}
