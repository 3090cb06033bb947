package dev.becas.kernel.store;

/// The store cannot do what was asked: one sentence naming the file, the rule and the way out.
public class StoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public StoreException(String sentence) {
        super(sentence);
    }

    public StoreException(String sentence, Throwable cause) {
        super(sentence, cause);
    }

    /// The disk refused: it is full, or it failed. Nothing was written, nothing stored is lost; doing it again is right
    /// once somebody has made room.
    public static final class Disk extends StoreException {
        private static final long serialVersionUID = 1L;

        public Disk(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    /// The transaction was rolled back through no fault of this work; doing it again is right.
    public static final class TryAgain extends StoreException {
        private static final long serialVersionUID = 1L;

        public TryAgain(String sentence) {
            super(sentence);
        }
    }
}
