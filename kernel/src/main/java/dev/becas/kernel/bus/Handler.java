package dev.becas.kernel.bus;

import java.util.List;

/// What a subscription does with a batch: think here, off the writer, and answer what to write. The effect and the
/// subscription's cursor are one transaction, so the effect is in the store exactly once whatever dies. Whatever a
/// handler remembers between batches must be dropped in [#lost()], because a batch that was thought about may not have
/// been written.
@FunctionalInterface
public interface Handler {
    Effect handle(List<Delivery> batch) throws Exception;

    /// The last effect was rolled back; the same events come again.
    default void lost() {}
}
