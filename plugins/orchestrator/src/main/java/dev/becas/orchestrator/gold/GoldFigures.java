package dev.becas.orchestrator.gold;

/// How a version answers the gold set. A share without cases is 0.
///
/// @param accuracy share of cases with the right label
/// @param macroF1 mean F1 over the labels that some case has
/// @param recallAct of the cases that ask for an action, the share that got an acting label
/// @param falsePositiveRate of the cases that may pass, the share that got an acting label
/// @param ece expected calibration error over ten equal bins of the answer's confidence
public record GoldFigures(double accuracy, double macroF1, double recallAct, double falsePositiveRate, double ece) {}
