package dev.becas.bot;

import dev.becas.bot.cli.CommandLineMain;
import dev.becas.bot.cli.Globals;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Where the program begins: `java -jar becas.jar` and `./becas` come here.
public final class Main {
    private Main() {}

    public static void main(String[] args) {
        System.exit(run(args));
    }

    /// Runs one command line.
    ///
    /// @return 0 done, 1 failed, 2 wrong use
    static int run(String... args) {
        Globals globals = Globals.of(args);
        System.setProperty("becas.logs", globals.home().logs().toString());
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        return new CommandLineMain(globals, out, err).run(Arrays.asList(args));
    }
}
