package dev.becas.gputrainer.command;

import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.learn.Learned;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.rival.Compared;
import dev.becas.gputrainer.rival.Effect;
import dev.becas.gputrainer.rival.Parity;
import dev.becas.gputrainer.rival.Rivals;
import dev.becas.gputrainer.score.LabelScorer;
import dev.becas.gputrainer.train.LoraWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What a tuned model was answered to be worth.
///
/// @param compared null when the held-out rows have no labels
/// @param effect how far tuning moved the answers
record Judged(TrainJob job, @Nullable Compared compared, Effect effect) {
    /// Enough to find a wrong file. A multiple of [LabelScorer#TOGETHER], so that the same prompts are read together as
    /// when all were asked, and the answers have the same bits.
    private static final int GOLDEN_PROMPTS = 64;
    /// An adapter is written as it is, so nothing but the order of sums may differ.
    private static final double ADAPTER_NATS_MAX = 1e-3;

    /// Null when the held-out rows have no labels.
    @Nullable
    Evaluation base() {
        return compared == null ? null : compared.base();
    }

    /// Null when the held-out rows have no labels.
    @Nullable
    Evaluation tuned() {
        return compared == null ? null : compared.tuned();
    }

    /// Null when the held-out rows have no labels.
    @Nullable
    Rivals rivals() {
        return compared == null ? null : compared.rivals();
    }

    /// Puts what each row was answered into a run's folder.
    void write(Path out) throws IOException {
        if (compared != null) {
            compared.write(out);
        }
    }

    /// Asks what was written, read anew: an adapter in the numbers in which it was trained, and a whole model beside
    /// what was trained, both in 32 bits, in which they are served. So what is told is what the file does, not what
    /// half as many bits do to every sum.
    ///
    /// @param learned what was trained
    /// @param files that were written of it
    /// @throws IOException if the adapter's file is not what was trained
    List<Parity> parity(Learned learned, Set<String> files) throws IOException, InterruptedException {
        List<Parity> parity = new ArrayList<>();
        if (compared == null) {
            return parity;
        }
        if (files.contains(Learned.ADAPTER)) {
            parity.add(ofAdapter(compared, learned.model()));
        }
        for (String whole : List.of(Learned.MERGED, Learned.MODEL)) {
            if (files.contains(whole)) {
                parity.add(ofWhole(compared, learned, whole));
            }
        }
        return parity;
    }

    private Parity ofWhole(Compared asked, Learned learned, String name) throws IOException, InterruptedException {
        List<double[]> trained = learned.model().precision() == Precision.FP32
                ? asked.first(GOLDEN_PROMPTS)
                : inSingle(asked, job.base().model(), learned::putOn);
        try (GgufModel file = GgufModel.open(job.out().resolve(name))) {
            return Parity.of(name, trained, inSingle(asked, file, model -> {}));
        }
    }

    private Parity ofAdapter(Compared asked, LanguageModel model) throws IOException, InterruptedException {
        Path file = job.out().resolve(Learned.ADAPTER);
        try (LoraWeights written = job.base().adapter(file.toString())) {
            model.adapters(written.pairs());
            List<double[]> answers = asked.ask(job.asker(model), GOLDEN_PROMPTS);
            model.adapters(Map.of());
            Parity parity = Parity.of(Learned.ADAPTER, asked.first(GOLDEN_PROMPTS), answers);
            if (parity.largestDifference() > ADAPTER_NATS_MAX) {
                throw new IOException(file + ": answers otherwise than what was trained, by "
                        + parity.largestDifference() + " nats where at most " + ADAPTER_NATS_MAX + " is allowed");
            }
            return parity;
        }
    }

    private List<double[]> inSingle(Compared asked, GgufModel source, Consumer<LanguageModel> prepare)
            throws IOException, InterruptedException {
        try (LanguageModel model = LanguageModel.load(source, Precision.FP32)) {
            prepare.accept(model);
            return asked.ask(job.asker(model), GOLDEN_PROMPTS);
        }
    }
}
