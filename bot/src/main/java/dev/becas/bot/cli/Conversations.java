package dev.becas.bot.cli;

import dev.becas.bot.app.Home;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;

/// What a home folder remembers of the conversation that was replayed in it: its time goes by that conversation.
///
/// @param seed of keyed hashes and of everything random
/// @param now how far the conversation has come
/// @param source where it came from, in words
/// @param finished whether it was replayed to its end
public record Conversations(long seed, Instant now, String source, boolean finished) {
    private static final String FILE = "conversation.json";

    /// What this home remembers, if a conversation was replayed in it.
    public static Optional<Conversations> of(Home home) throws IOException {
        Path file = home.data().resolve(FILE);
        return Files.exists(file)
                ? Optional.of(Json.read(Files.readString(file), Conversations.class))
                : Optional.empty();
    }

    /// Remembers, by an atomic rename.
    public void save(Home home) throws IOException {
        Files.createDirectories(home.data());
        Path part = home.data().resolve(FILE + ".part");
        Files.writeString(part, Json.write(this));
        Files.move(
                part, home.data().resolve(FILE), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
