package dev.becas.gputrainer.worker;

/// A job that has no answer, in one sentence.
public final class WorkerFailure extends Exception {
    /// The job was used wrongly.
    public static final String WRONG_USE = "wrong_use";
    /// Bytes that are not as they must be, or a disk that fails.
    public static final String BAD_BYTES = "bad_bytes";
    /// Somebody said that it shall end.
    public static final String CANCELLED = "cancelled";
    /// It took longer than whoever asked wanted to wait.
    public static final String DEADLINE = "deadline";
    /// More jobs wait than may, or others have taken the card.
    public static final String BUSY = "busy";
    /// The worker is gone, or could not be started.
    public static final String DOWN = "down";
    /// The machine has not the memory for it.
    public static final String OUT_OF_MEMORY = "out_of_memory";
    /// Trying again cannot help; what follows the colon is the kind of the refusal.
    public static final String REFUSED = "refused:";
    /// The card does no more work for this process, whatever is asked; the worker ends after it said so.
    public static final String DEVICE_LOST = "device_lost";
    /// Anything else: a defect.
    public static final String CRASHED = "crashed";

    private static final long serialVersionUID = 1L;
    private final String kind;

    public WorkerFailure(String kind, String sentence) {
        super(sentence);
        this.kind = kind;
    }

    /// One of the names above.
    public String kind() {
        return kind;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
