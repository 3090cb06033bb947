package dev.becas.bot.cli;

import dev.becas.bot.app.Home;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/// What every command understands.
///
/// @param home `--home DIR`, else `BECAS_HOME`, else `./becas-home`
/// @param json `--json`
/// @param command the first word that is no option and no option's value; empty when there is none
public record Globals(Home home, boolean json, String command) {
    /// Where an installation is when nobody says otherwise.
    public static final String DEFAULT_HOME = "becas-home";

    /// Reads them from a command line.
    public static Globals of(String... args) {
        List<String> words = Arrays.asList(args);
        int at = words.indexOf("--home");
        String said = at >= 0 && at + 1 < words.size()
                ? words.get(at + 1)
                : words.stream()
                        .filter(w -> w.startsWith("--home="))
                        .map(w -> w.substring("--home=".length()))
                        .findFirst()
                        .orElseGet(() -> System.getenv().getOrDefault("BECAS_HOME", DEFAULT_HOME));
        return new Globals(new Home(Path.of(said)), words.contains("--json"), command(words, at));
    }

    /// The words from the first that is none of these.
    static List<String> afterLeading(String... args) {
        int at = 0;
        while (at < args.length && (args[at].startsWith("--home") || args[at].equals("--json"))) {
            at += args[at].equals("--home") ? 2 : 1;
        }
        return Arrays.asList(args).subList(Math.min(at, args.length), args.length);
    }

    private static String command(List<String> words, int homeAt) {
        for (int i = 0; i < words.size(); i++) {
            boolean value = homeAt >= 0 && i == homeAt + 1;
            if (!value && !words.get(i).startsWith("-")) {
                return words.get(i);
            }
        }
        return "";
    }
}
