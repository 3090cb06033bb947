package dev.becas.bot.cli;

import dev.becas.bot.app.Home;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Makes a home folder: a commented configuration and the policy file of one server.
@Command(
        name = "init",
        description = "Makes an installation: a commented configuration and a server's policy file.",
        mixinStandardHelpOptions = true)
final class InitCommand implements Callable<Integer> {
    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The installation's folder (default: ${DEFAULT-VALUE}).",
            defaultValue = Globals.DEFAULT_HOME)
    private Path home = Path.of(Globals.DEFAULT_HOME);

    @Option(
            names = "--guild",
            paramLabel = "ID",
            description = "The server's id in the policy file (default: ${DEFAULT-VALUE}).",
            defaultValue = "my-server")
    private String guild = "my-server";

    @Option(names = "--json", description = "Answers as JSON.")
    private boolean json;

    private final PrintStream out;

    InitCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws IOException {
        Home made = new Home(home);
        Files.createDirectories(made.guilds());
        Files.createDirectories(made.plugins());
        boolean config = writeNew(made.config(), resource("becas.yaml"));
        Path policy = made.guilds().resolve(guild + ".yaml");
        boolean rules = writeNew(policy, resource("guild.yaml").replace("GUILD_ID", guild));
        if (json) {
            out.println(dev.becas.kernel.json.Json.pretty(java.util.Map.of(
                    "home", made.folder().toString(), "wroteConfiguration", config, "wrotePolicy", rules)));
        } else {
            out.println((config ? "wrote " : "kept  ") + made.config());
            out.println((rules ? "wrote " : "kept  ") + policy);
            out.println("Becas only observes until you set moderation.mode to act. Start it with: becas run --home "
                    + home);
        }
        return 0;
    }

    private static boolean writeNew(Path file, String text) throws IOException {
        if (Files.exists(file)) {
            return false;
        }
        Files.writeString(file, text);
        return true;
    }

    static String resource(String name) throws IOException {
        try (InputStream in = InitCommand.class.getResourceAsStream("/dev/becas/bot/init/" + name)) {
            if (in == null) {
                throw new IOException("this build lacks its resource " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
