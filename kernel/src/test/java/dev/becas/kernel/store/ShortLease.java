package dev.becas.kernel.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// A store that cuts off work sooner than the product does, for tests of work that hangs.
public final class ShortLease {
    private ShortLease() {}

    public static Store open(Path file, Duration leaseMax) throws IOException {
        return Store.open(file, leaseMax);
    }
}
