package dev.becas.benchmarks.pipeline;

import dev.becas.benchmarks.BenchKernel;
import dev.becas.benchmarks.Benchmark;
import dev.becas.benchmarks.Rounds;
import dev.becas.benchmarks.Section;
import dev.becas.bot.app.App;
import dev.becas.kernel.time.BecasClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Messages through the real thing: a generated conversation, published as a gateway does, until nothing is pending.
/// Once with rules and links alone, once with the linear models, once with all stock plugins collecting and comparing
/// behind them.
public final class PipelineBenchmark implements Benchmark {
    private static final int SLICE = 15_000;
    private static final int ROUNDS = 3;
    private static final double RATE_WANTED = 10_000;
    private static final String RULES = "rules and links";
    private static final String LINEAR = "and linear models";
    private static final String WHOLE = "and all stock plugins behind them";

    @Override
    public String name() {
        return "pipeline";
    }

    @Override
    public String title() {
        return "Moderation without a language model";
    }

    @Override
    public Section run(Path scratch) throws Exception {
        Talk talk = Talk.generate(scratch.resolve("talk"), SLICE * (ROUNDS + 2));
        try (App rules = open(scratch, "rules", talk);
                App linear = open(scratch, "linear", talk, "becas-linear");
                App whole = open(
                        scratch,
                        "whole",
                        talk,
                        "becas-linear",
                        "becas-advanced-finetuning",
                        "becas-ab-testing",
                        "becas-orchestrator")) {
            List<Installation> all = List.of(
                    new Installation(RULES, rules), new Installation(LINEAR, linear), new Installation(WHOLE, whole));
            Rounds rounds = new Rounds();
            all.forEach(one -> rounds.add(one.words(), () -> one.turn(talk, SLICE)));
            rounds.run(ROUNDS);
            List<List<String>> rows = new ArrayList<>();
            for (Installation one : all) {
                rows.add(one.row(rounds.median(one.words())));
            }
            double[] waits = new Pace(linear)
                    .waits(talk.messages()
                            .subList(SLICE * (ROUNDS + 1), talk.messages().size()));
            List<List<String>> costs = new Analysers(linear, talk.messages().subList(0, SLICE)).costs();
            return section(rounds, rows, waits, costs);
        }
    }

    private static Section section(Rounds rounds, List<List<String>> rows, double[] waits, List<List<String>> costs) {
        Section section = new Section();
        for (String way : List.of(RULES, LINEAR)) {
            section.goal(
                    "messages through moderation, " + way,
                    "10,000 messages/s",
                    Section.number(rounds.median(way)) + " messages/s",
                    rounds.median(way) >= RATE_WANTED,
                    "publishing, texts, decisions and their rows on the disk are in it");
        }
        return section.text("A generated conversation on eight servers, published in chunks of " + Installation.CHUNK
                        + ", until every decision is committed. Both cores do all of it: the publisher, moderation's two lanes and the"
                        + " store's writer. A decision's time is that of one message from text to"
                        + " judgement. Processor time is that of the whole process, so what two cores could do with the disk and"
                        + " the machine for themselves follows from it.")
                .table(
                        List.of(
                                "analysers",
                                "messages/s",
                                "processor time a message",
                                "two cores could",
                                "decision p50",
                                "decision p99"),
                        rows)
                .text("At an even " + Pace.PER_SECOND
                        + " messages a second, one message a transaction, a message waits from the call of"
                        + " publish until its decision is committed and delivered: p50 "
                        + Section.fine(Rounds.percentile(waits, 0.5))
                        + " ms, p99 " + Section.fine(Rounds.percentile(waits, 0.99))
                        + " ms (linear models, two commits).")
                .text("What each analyser costs, one thread, warm, median of five rounds over " + Section.number(SLICE)
                        + " messages:")
                .table(List.of("analyser", "a message"), costs);
    }

    private static App open(Path scratch, String name, Talk talk, String... plugins) throws Exception {
        Path folder = scratch.resolve(name);
        App app = BenchKernel.app(folder, BecasClock.conversation(BenchKernel.START), plugins);
        app.kernel().policies().load(talk.guildFolder(), BenchKernel.START);
        return app;
    }
}
