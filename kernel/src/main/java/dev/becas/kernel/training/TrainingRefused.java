package dev.becas.kernel.training;

/// A job that cannot lead to a model however often it is tried: a bad dataset, a setting out of range.
public final class TrainingRefused extends Exception {
    private static final long serialVersionUID = 1L;
    private final String kind;

    public TrainingRefused(String kind, String reason) {
        super(reason);
        this.kind = kind;
    }

    /// `refused`, `bad_dataset`, `cancelled`, `out_of_memory`, `no_effect` (it answers as its base does),
    /// `do_not_train` (the base with examples is as good), `no_device` (the card that is wished cannot be used).
    public String kind() {
        return kind;
    }
}
