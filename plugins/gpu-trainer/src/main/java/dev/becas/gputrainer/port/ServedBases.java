package dev.becas.gputrainer.port;

import dev.becas.gputrainer.port.ScoringJob.Question;
import dev.becas.kernel.training.TrainingRefused;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The base that a worker has in memory, for all jobs that ask it. Another one takes its place when it is asked for.
public final class ServedBases {
    private @Nullable ServedBase served;

    /// The base that a question names, where it names it.
    ///
    /// @throws TrainingRefused one sentence, when there is no such device
    ServedBase of(Question about) throws IOException, TrainingRefused {
        ServedBase known = served;
        if (known != null && !known.serves(about)) {
            known.close();
            served = null;
        }
        if (served == null) {
            served = ServedBase.open(about);
        }
        return served;
    }

    /// The one that is in memory.
    Optional<ServedBase> now() {
        return Optional.ofNullable(served);
    }
}
