package dev.becas.linear.evaluate;

import java.util.List;

/// What was measured on held-out rows. The same model, rows and seed give the same figures; the time a decision takes
/// is therefore not among them ([HeldOut#microsPerDecision]).
///
/// @param rows how many rows were judged
/// @param accuracy share of rows with the right label
/// @param macroF1 mean F1 over the labels that some row has
/// @param recallOfAct of the rows whose truth is an act label, the share that got an act label, whichever
/// @param falsePositiveRate of the rows whose truth is a pass label, the share that got an act label
/// @param calibrationError expected calibration error over 10 equal bins of the winner's probability
/// @param labels one score for each label the rows or the model know, in alphabetical order
public record Evaluation(
        int rows,
        Interval accuracy,
        Interval macroF1,
        Interval recallOfAct,
        Interval falsePositiveRate,
        double calibrationError,
        List<LabelScore> labels) {
    public Evaluation {
        labels = List.copyOf(labels);
    }
}
