package dev.becas.gputrainer.command;

import dev.becas.gputrainer.adapter.Provenance;
import dev.becas.gputrainer.dataset.AnswerForm;
import dev.becas.gputrainer.dataset.DataRow;
import dev.becas.gputrainer.device.Arithmetic;
import dev.becas.gputrainer.device.Devices;
import dev.becas.gputrainer.evaluate.Evaluation;
import dev.becas.gputrainer.learn.Learned;
import dev.becas.gputrainer.learn.Learning;
import dev.becas.gputrainer.learn.MachineMemory;
import dev.becas.gputrainer.model.LanguageModel;
import dev.becas.gputrainer.model.WeightType;
import dev.becas.gputrainer.score.Asker;
import dev.becas.gputrainer.train.Example;
import dev.becas.gputrainer.train.Lease;
import dev.becas.gputrainer.train.TrainingLoop;
import dev.becas.kernel.training.TrainingProgress;
import dev.becas.kernel.training.TrainingRefused;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Rows to examples, examples to what is learned, that judged beside the base, all of it to files.
///
/// @param words the settings as they were asked for, by name
/// @param heldOut rows that training never sees; may be none
/// @param labels all of them in order, with commas between; empty for those of the held-out rows
/// @param datasetHash digest of what is learned
/// @param heldOutHash digest of what is held out
/// @param out where the files go
/// @param merged how a whole model's touched weights are written; empty for no merged model
/// @param fewShot whether the base with examples is asked too
/// @param steps hears each step
/// @param progress hears sentences about the rest
record TrainJob(
        Base base,
        TrainOptions options,
        Map<String, String> words,
        List<DataRow> rows,
        List<DataRow> heldOut,
        String labels,
        String datasetHash,
        String heldOutHash,
        Path out,
        Optional<WeightType> merged,
        boolean fewShot,
        TrainingProgress steps,
        Consumer<String> progress) {
    private static final String CHECKPOINTS = "checkpoints";

    /// Nobody else works in the folder meanwhile: a run that was left behind stops at its next step.
    TrainReport run() throws IOException, InterruptedException, TrainingRefused {
        try (Lease lease = Lease.take(out)) {
            return run(lease);
        }
    }

    private TrainReport run(Lease lease) throws IOException, InterruptedException, TrainingRefused {
        List<Example> train = examples(rows);
        List<Example> unseen = examples(heldOut);
        Path checkpoints = Files.createDirectories(out.resolve(CHECKPOINTS));
        TrainingProgress guarded = step -> {
            lease.check();
            steps.step(step);
        };
        Learning.Setup setup = new Learning.Setup(options.mode(), options.lora(), options.run(), checkpoints, name());
        OptionalLong available = Devices.now().onCard()
                ? OptionalLong.empty() // A card's allocator says itself when it has no more.
                : MachineMemory.ofThisMachine().available();
        try (Learning learning = new Learning(base.model(), setup, train, unseen, available)) {
            Judges judges = Judges.begin(this, learning.base(), unseen.isEmpty() ? train : unseen, checkpoints);
            Pace.Watch watch = new Pace.Watch(guarded);
            Learned learned = learning.run(watch, progress);
            Pace pace = watch.pace(judges.baseSeconds());
            Judged judged = judges.end(learned.model());
            TrainReport report = report(learned, pace, judged, write(learned, judged.tuned()));
            report.write(out);
            return report;
        }
    }

    /// With whom held-out rows are asked.
    Asker asker(LanguageModel model) {
        return new Asker(model, base.tokens(), base.tokensMax(), progress);
    }

    private List<Example> examples(List<DataRow> some) throws IOException {
        List<Example> examples = new ArrayList<>();
        for (DataRow row : some) {
            examples.add(base.tokens().example(row));
        }
        return examples;
    }

    /// Everything that decides the outcome, so that no other run's checkpoint is gone on from.
    String name() {
        return "base " + base.sha256() + ", data " + datasetHash + ", held out " + heldOutHash + ", settings " + words;
    }

    /// @return what was written
    private Map<String, String> write(Learned learned, @Nullable Evaluation after) throws IOException {
        Map<String, Double> metrics = after == null ? Map.of() : after.metrics();
        Provenance provenance = new Provenance(
                base.sha256(),
                datasetHash,
                Provenance.withForm(words, AnswerForm.of(rows)),
                options.run().seed(),
                metrics);
        return learned.write(base.model(), base.sha256(), merged, provenance, out);
    }

    private TrainReport report(Learned learned, Pace pace, Judged judged, Map<String, String> files)
            throws IOException, InterruptedException {
        TrainingLoop.Outcome outcome = learned.outcome();
        double best = outcome.bestEvalLoss();
        judged.write(out);
        return new TrainReport(
                base.sha256(),
                datasetHash,
                words,
                rows.size(),
                outcome.steps(),
                outcome.planned(),
                outcome.stoppedEarly(),
                Double.isFinite(best) ? best : null,
                judged.base(),
                judged.tuned(),
                judged.effect(),
                judged.parity(learned, files.keySet()),
                judged.rivals(),
                Devices.now(),
                Arithmetic.here(),
                pace,
                files,
                Stream.concat(Devices.passedOver().stream(), outcome.notes().stream())
                        .toList());
    }
}
