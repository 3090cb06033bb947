package dev.becas.linear;

import dev.becas.kernel.training.TrainingResult;
import dev.becas.linear.evaluate.Evaluation;
import dev.becas.linear.evaluate.Interval;
import dev.becas.linear.evaluate.LabelScore;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/// The held-out figures under the names the registry keeps: `accuracy`, `macroF1`, `recallAct`, `falsePositiveRate`,
/// each with its interval; `ece`, `rows`; and for each label `precision.`, `recall.`, `f1.`, `rows.`.
final class Metrics {
    private final Map<String, Double> values = new TreeMap<>();
    private final Map<String, TrainingResult.Interval> intervals = new TreeMap<>();

    Metrics(Evaluation evaluation) {
        put("accuracy", evaluation.accuracy());
        put("macroF1", evaluation.macroF1());
        put("recallAct", evaluation.recallOfAct());
        put("falsePositiveRate", evaluation.falsePositiveRate());
        values.put("ece", evaluation.calibrationError());
        values.put("rows", (double) evaluation.rows());
        for (LabelScore score : evaluation.labels()) {
            values.put("precision." + score.label(), score.precision());
            values.put("recall." + score.label(), score.recall());
            values.put("f1." + score.label(), score.f1());
            values.put("rows." + score.label(), (double) score.rows());
        }
    }

    private void put(String name, Interval interval) {
        values.put(name, interval.value());
        intervals.put(name, new TrainingResult.Interval(interval.low(), interval.high()));
    }

    TrainingResult result(Path artifact, String digest) {
        return new TrainingResult(LinearPlugin.NAME, artifact, digest, values, intervals);
    }
}
