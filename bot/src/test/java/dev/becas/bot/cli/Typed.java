package dev.becas.bot.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// What came of a typed command line.
///
/// @param exitCode 0 done, 1 failed, 2 wrong use
/// @param out what stood on standard output
/// @param err what stood on standard error
public record Typed(int exitCode, String out, String err) {
    /// Types it.
    public static Typed line(String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new CommandLineMain(
                        Globals.of(words),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(List.of(words));
        return new Typed(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /// Standard output as JSON.
    public JsonNode json() {
        return Json.read(out, JsonNode.class);
    }
}
