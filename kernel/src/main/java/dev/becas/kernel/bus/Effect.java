package dev.becas.kernel.bus;

/// What shall be written, all of it or nothing. Runs while it holds the writer: no thinking, no waiting, no outside
/// work.
@FunctionalInterface
public interface Effect {
    Effect NOTHING = tx -> {};

    void write(Tx tx) throws Exception;

    /// This one, then `next`, in one transaction.
    default Effect then(Effect next) {
        return tx -> {
            write(tx);
            next.write(tx);
        };
    }
}
