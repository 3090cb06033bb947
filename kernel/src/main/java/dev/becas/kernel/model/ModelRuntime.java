package dev.becas.kernel.model;

import dev.becas.kernel.prompt.RenderedPrompt;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/// Answers prompts with a model. Contract: safe for many threads; the same prompt gets the same answer from the same
/// version; a failure that can be expected is an [Answer.Unavailable], not an exception.
public interface ModelRuntime {
    /// The deadline of a question that nobody waits for, such as a shadow's: a busy minute must not cost an answer.
    Duration UNHURRIED = Duration.ofMinutes(1);

    /// The name by which versions ask for it.
    String name();

    /// Makes a version ready, or says what is wrong with its file.
    void load(ModelVersion version) throws IOException;

    /// Forgets a version. Unknown versions are no error.
    void unload(String versionName);

    /// The versions that are ready.
    List<String> loaded();

    /// The log-probability of each label after the prompt. Loads the version first when it is not ready.
    Answer score(ModelVersion version, RenderedPrompt prompt, List<String> labels, Duration deadline);
}
