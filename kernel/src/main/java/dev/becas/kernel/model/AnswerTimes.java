package dev.becas.kernel.model;

/// How long live models took to answer, said by whoever asks them.
public interface AnswerTimes {
    /// Since this process began.
    Total total();

    /// @param answers how many there were
    /// @param milliseconds of all of them together
    record Total(long answers, double milliseconds) {}
}
