package dev.becas.gputrainer.command;

import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.gguf.GgufModel;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.Precision;
import dev.becas.gputrainer.rival.Compared;
import dev.becas.gputrainer.rival.Effect;
import dev.becas.gputrainer.rival.Parity;
import dev.becas.gputrainer.rival.Rivals;
import dev.becas.gputrainer.train.LoraWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a tuned model was answered to be worth.
///
/// @param compared null when the held-out rows have no labels
/// @param effect how far tuning moved the answers
record Judged(TrainJob job, @Nullable Compared compared, Effect effect) {
    /// Enough to find a wrong file; each is a pass through the model.
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

    /// Asks what was written, read anew: the adapter in the numbers in which it was trained, and a merged model beside
    /// base and adapter, both in 32 bits, in which they are served. So what is told is what the file does, not what
    /// half as many bits do to every sum.
    ///
    /// @param model the base that was trained on
    /// @param merged the merged model's file; null if there is none
    /// @throws IOException if the adapter's file is not what was trained
    List<Parity> parity(LanguageModel model, @Nullable String merged) throws IOException, InterruptedException {
        List<Parity> parity = new ArrayList<>();
        if (compared == null) {
            return parity;
        }
        try (LoraWeights written =
                job.base().adapter(job.out().resolve(TrainJob.ADAPTER).toString())) {
            parity.add(ofAdapter(compared, model, written));
            if (merged != null) {
                List<double[]> trained = model.precision() == Precision.FP32
                        ? compared.first(GOLDEN_PROMPTS)
                        : inSingle(compared, job.base().model(), written);
                try (GgufModel file = GgufModel.open(job.out().resolve(merged))) {
                    parity.add(Parity.of(merged, trained, inSingle(compared, file, null)));
                }
            }
        }
        return parity;
    }

    private Parity ofAdapter(Compared asked, LanguageModel model, LoraWeights written)
            throws IOException, InterruptedException {
        model.adapters(written.pairs());
        List<double[]> answers = asked.ask(job.asker(model), GOLDEN_PROMPTS);
        model.adapters(Map.of());
        Parity parity = Parity.of(TrainJob.ADAPTER, asked.first(GOLDEN_PROMPTS), answers);
        if (parity.largestDifference() > ADAPTER_NATS_MAX) {
            throw new IOException(job.out().resolve(TrainJob.ADAPTER) + ": answers otherwise than what was trained, by "
                    + parity.largestDifference() + " nats where at most " + ADAPTER_NATS_MAX + " is allowed");
        }
        return parity;
    }

    private List<double[]> inSingle(Compared asked, GgufModel source, @Nullable LoraWeights adapter)
            throws IOException, InterruptedException {
        try (LanguageModel model = LanguageModel.load(source, Precision.FP32)) {
            if (adapter != null) {
                model.adapters(adapter.pairs());
            }
            return asked.ask(job.asker(model), GOLDEN_PROMPTS);
        }
    }
}
