package dev.becas.gputrainer.evaluate;

/// How well one label is found.
///
/// @param rows how many rows truly have it
/// @param precision of those called so, the share that is so; 0 when none was called so
/// @param recall of those that are so, the share called so; 0 when there are none
/// @param f1 the harmonic mean of both; 0 when both are 0
public record LabelFigures(String label, int rows, double precision, double recall, double f1) {
    static LabelFigures of(String label, long right, long called, long real) {
        double precision = called == 0 ? 0 : (double) right / called;
        double recall = real == 0 ? 0 : (double) right / real;
        double f1 = called + real == 0 ? 0 : 2.0 * right / (called + real);
        return new LabelFigures(label, (int) real, precision, recall, f1);
    }
}
