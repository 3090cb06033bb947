package dev.becas.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.bot.app.App;
import dev.becas.bot.app.Home;
import dev.becas.bot.identity.Identity;
import dev.becas.kernel.Kernel;
import dev.becas.kernel.command.CommandResult;
import dev.becas.kernel.config.Config;
import dev.becas.kernel.id.Ids;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.time.BecasClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// Kernels and whole installations to measure.
public final class BenchKernel {
    /// When the time of all benchmarks begins.
    public static final Instant START = Instant.parse("2026-01-05T08:00:00Z");

    private BenchKernel() {}

    /// A kernel with nothing on it.
    public static Kernel bare(Path folder) throws IOException {
        Path file = Files.writeString(Files.createDirectories(folder).resolve("becas.yaml"), "");
        return Kernel.open(new Kernel.Settings(
                folder.resolve("data"),
                folder.resolve("plugins"),
                Map.of(),
                Config.read(file, Map.of()),
                BecasClock.conversation(START),
                "a secret",
                (guild, user) -> Ids.of("salt", guild, user)));
    }

    /// A whole installation with some of the stock plugins.
    ///
    /// @param plugins names of jars in `dist/target/becas/plugins`, without their ending
    public static App app(Path folder, BecasClock clock, String... plugins) throws Exception {
        Path jars = Files.createDirectories(folder.resolve("dist/plugins"));
        for (String plugin : plugins) {
            Files.copy(Path.of("dist/target/becas/plugins", plugin + ".jar"), jars.resolve(plugin + ".jar"));
        }
        System.setProperty("becas.dist", jars.resolveSibling("").toString());
        Home home = new Home(folder.resolve("home"));
        Files.createDirectories(home.guilds());
        Files.createDirectories(home.plugins());
        Files.writeString(home.config(), "");
        return App.open(home, clock, Identity.ofSeed(1), sentence -> System.err.println(sentence));
    }

    /// What a command answered.
    public record Ran(double seconds, JsonNode json) {}

    /// Runs a command and insists that it succeeds.
    public static Ran run(App app, String... words) {
        long start = System.nanoTime();
        CommandResult result = app.shell().run("operator", words);
        double seconds = Rounds.secondsSince(start);
        if (result.exitCode() != 0) {
            throw new IllegalStateException(String.join(" ", words) + ": " + result.text());
        }
        System.err.printf("%s: %.3f s%n", String.join(" ", words), seconds);
        return new Ran(seconds, Json.MAPPER.valueToTree(result.json()));
    }
}
