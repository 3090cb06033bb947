package dev.becas.gputrainer.port;

import dev.becas.gputrainer.base.BaseFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The base that a word names. It is looked for when it is needed, so that a bot starts without it and finds it once it
/// was fetched.
public final class NamedBase {
    private final String word;
    private final BaseFiles files;
    private @Nullable Path found;

    /// @param word as [BaseFiles#find] takes it
    public NamedBase(String word, BaseFiles files) {
        this.word = word;
        this.files = files;
    }

    /// Its file.
    ///
    /// @throws IllegalArgumentException one sentence that says what may be named, when nothing is found
    /// @throws IOException one sentence, when it is there but damaged
    public synchronized Path file() throws IOException {
        Path known = found;
        if (known == null || !Files.exists(known)) {
            known = files.find(word).toAbsolutePath();
            found = known;
        }
        return known;
    }
}
