package dev.becas.benchmarks.freeze;

import dev.becas.benchmarks.BenchKernel;
import dev.becas.benchmarks.Benchmark;
import dev.becas.benchmarks.Machine;
import dev.becas.benchmarks.Section;
import dev.becas.bot.app.App;
import dev.becas.kernel.time.BecasClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// Freezes, exports and verifies datasets by the commands of the product: a tenth of the size first, then the whole, so
/// that what grows with the size shows.
public final class FreezeBenchmark implements Benchmark {
    private static final int EXAMPLES = 700_000;
    private static final int TENTH = EXAMPLES / 10;
    private static final double SECONDS_WANTED = 15;
    private static final int MIB = 1 << 20;

    /// @param heapMib the most that was alive after a collection
    private record Figures(
            int examples, double freeze, double export, double verify, double heapMib, double residentMib) {
        List<String> row() {
            return List.of(
                    Section.number(examples),
                    Section.fine(freeze) + " s",
                    Section.fine(export) + " s",
                    Section.fine(verify) + " s",
                    Section.number(heapMib) + " MiB",
                    Section.number(residentMib) + " MiB");
        }
    }

    @Override
    public String name() {
        return "freeze";
    }

    @Override
    public String title() {
        return "Freeze, export and verify 700,000 examples";
    }

    @Override
    public Section run(Path scratch) throws Exception {
        Instant now = BenchKernel.START.plus(StoredExamples.SPAN).plusSeconds(1);
        try (App app = BenchKernel.app(scratch, BecasClock.conversation(now), "becas-advanced-finetuning")) {
            new StoredExamples("violation_detection", EXAMPLES).write(app.kernel());
            new StoredExamples("scam_detection", TENTH).write(app.kernel());
            List<Figures> all = new ArrayList<>();
            all.add(measure(app, scratch, "scam_detection", TENTH));
            all.add(measure(app, scratch, "violation_detection", EXAMPLES));
            Figures whole = all.getLast();
            double seconds = whole.freeze() + whole.export();
            return new Section()
                    .goal(
                            "freeze and export of 700,000 examples",
                            "15 s",
                            Section.fine(seconds) + " s",
                            seconds < SECONDS_WANTED,
                            "one pass over the store, an exact near-duplicate join, hashes of every file")
                    .goal(
                            "memory while doing so",
                            "flat",
                            Section.number(whole.heapMib()) + " MiB of heap alive at most",
                            whole.heapMib() < 512,
                            "ten times the examples, "
                                    + Section.fine(
                                            whole.heapMib() / all.getFirst().heapMib())
                                    + " times the heap; never all texts as objects")
                    .text(
                            "`dataset freeze --balance false`, `dataset export` and `dataset verify` of the product on examples of about 300"
                                    + " characters, one in twenty a near duplicate of another. `verify` computes hashes, split and clusters again"
                                    + " from the files. Heap limit "
                                    + Section.number(Runtime.getRuntime().maxMemory() / (double) MIB) + " MiB.")
                    .table(
                            List.of(
                                    "examples",
                                    "freeze",
                                    "export",
                                    "verify",
                                    "heap alive at most",
                                    "resident at most so far"),
                            all.stream().map(Figures::row).toList());
        }
    }

    private static Figures measure(App app, Path scratch, String category, int examples) throws Exception {
        try (PeakHeap heap = new PeakHeap()) {
            BenchKernel.Ran frozen =
                    BenchKernel.run(app, "dataset", "freeze", category, "--balance", "false", "--name", category);
            String dataset = frozen.json().path("id").asText("");
            double export = BenchKernel.run(
                            app,
                            "dataset",
                            "export",
                            dataset,
                            "--out",
                            scratch.resolve("export").toString())
                    .seconds();
            double verify = BenchKernel.run(app, "dataset", "verify", dataset).seconds();
            requireAll(frozen, examples);
            return new Figures(
                    examples,
                    frozen.seconds(),
                    export,
                    verify,
                    heap.aliveMib(),
                    Machine.residentMib(ProcessHandle.current().pid(), "VmHWM"));
        }
    }

    private static void requireAll(BenchKernel.Ran frozen, int examples) {
        int inIt = frozen.json().path("trainCount").asInt()
                + frozen.json().path("evalCount").asInt();
        if (inIt != examples) {
            throw new IllegalStateException("the dataset must hold all " + examples + " examples but holds " + inIt);
        }
    }
}
