package dev.becas.kernel;

import dev.becas.kernel.config.Config;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.MessageFlow.MessageDeleted;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.time.BecasClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// A real kernel for tests, with a clock that stands still, and the plainest event there is.
public final class KernelInFolder {
    public static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private KernelInFolder() {}

    public static Kernel open(Path folder) throws IOException {
        return open(folder, Map.of(), Config.defaults());
    }

    public static Kernel open(Path folder, Map<String, String> pins, Config config) throws IOException {
        return Kernel.open(new Kernel.Settings(
                folder.resolve("data"),
                folder.resolve("plugins"),
                pins,
                config,
                BecasClock.conversation(START),
                "a secret for tests",
                (guild, user) -> Ids.of("salt", guild, user)));
    }

    /// The `n`-th event of a guild; the same again is the same event.
    public static MessageDeleted deletion(String guild, int n) {
        return new MessageDeleted(
                EventHead.root("test", guild + "/" + n, guild, START.plusSeconds(n)), Integer.toString(n));
    }
}
