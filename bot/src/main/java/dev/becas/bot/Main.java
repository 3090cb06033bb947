package dev.becas.bot;

import dev.becas.bot.cli.CommandLineMain;
import dev.becas.bot.cli.Globals;
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
        return new CommandLineMain(globals).run(Arrays.asList(args));
    }
}
