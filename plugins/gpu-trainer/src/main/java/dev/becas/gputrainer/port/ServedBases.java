package dev.becas.gputrainer.port;

import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The base that a worker has in memory, for all jobs that ask it. Another one takes its place when it is asked for.
public final class ServedBases {
    private @Nullable ServedBase served;

    /// The base of this file.
    ServedBase of(String path) throws IOException {
        ServedBase known = served;
        if (known != null && !known.path().equals(path)) {
            known.close();
            served = null;
        }
        if (served == null) {
            served = ServedBase.open(path);
        }
        return served;
    }

    /// The one that is in memory.
    Optional<ServedBase> now() {
        return Optional.ofNullable(served);
    }
}
