package dev.becas.finetuning.dataset;

/// A dataset was asked for and there is nothing it could teach; the message says what was left out and why.
public final class NothingToFreeze extends Exception {
    private static final long serialVersionUID = 1L;

    NothingToFreeze(String message) {
        super(message);
    }
}
