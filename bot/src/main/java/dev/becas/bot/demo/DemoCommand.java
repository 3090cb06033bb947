package dev.becas.bot.demo;

import dev.becas.bot.app.Home;
import dev.becas.bot.replay.Pace;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `becas demo`: the whole loop on one conversation, live.
@Command(
        name = "demo",
        description =
                "Shows the whole loop on one conversation: messages, decisions, examples, dataset, training, shadow test, promotion, roll-back.",
        mixinStandardHelpOptions = true)
public final class DemoCommand implements Callable<Integer> {
    private static final String DEFAULT_HOME = "becas-demo";

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description =
                    "Where the demo's installation is kept (default: ${DEFAULT-VALUE}). A run that was cut off goes on there.",
            defaultValue = DEFAULT_HOME)
    private Path home = Path.of(DEFAULT_HOME);

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Names the generated conversation (default: ${DEFAULT-VALUE}).",
            defaultValue = "7")
    private long seed = 7;

    @Option(
            names = "--messages",
            paramLabel = "N",
            description = "How many messages are generated (default: ${DEFAULT-VALUE}).",
            defaultValue = "32000")
    private int messages = 32_000;

    @Option(
            names = "--conversation",
            paramLabel = "FOLDER",
            description = "Replays conversation.jsonl and moderators.jsonl of this folder instead.")
    private @Nullable Path conversation;

    @Option(
            names = "--speed",
            paramLabel = "N",
            description =
                    "Seconds of the conversation that go by in a second: 1 is real time; 0 is as fast as it can (default: ${DEFAULT-VALUE}).",
            defaultValue = "0")
    private double speed;

    @Option(
            names = "--plain",
            description = "Prints lines instead of drawing; so it is when the output is no terminal of 80 x 24.")
    private boolean plain;

    @Option(names = "--json", description = "Prints the summary as JSON at the end.")
    private boolean json;

    private final PrintStream out;
    private final PrintStream err;

    /// @param out the table, or with `--json` the summary
    /// @param err with `--json` the progress
    public DemoCommand(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    @SuppressWarnings("SystemConsoleNull") // null where jdk.console says so
    public Integer call() throws Exception {
        java.io.Console console = System.console();
        boolean lines = plain || json || console == null || !console.isTerminal() || !Terminal.fits();
        Demo demo = new Demo(
                new Home(home), seed, messages, conversation, Pace.of(speed), new Screen(json ? err : out, lines));
        Summary summary = demo.run();
        if (json) {
            out.println(dev.becas.kernel.json.Json.pretty(summary));
        }
        return summary.ok() ? 0 : 1;
    }
}
