package dev.becas.benchmarks.startup;

import dev.becas.benchmarks.Machine;
import dev.becas.benchmarks.pipeline.Gateway;
import dev.becas.benchmarks.pipeline.Talk;
import dev.becas.bot.app.App;
import dev.becas.bot.app.Home;
import dev.becas.bot.identity.Identity;
import dev.becas.kernel.flow.ClockTicked;
import dev.becas.kernel.time.BecasClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// A process like that of `becas run`, started with the same options and class path, with a gateway: `Resting HOME
/// TALK`. It takes the messages, rests a minute with the clock ticking, and says what it holds.
public final class Resting {
    static final int MESSAGES = 1_000;
    private static final int REST_SECONDS = 60;
    private static final int FOLLOW_SECONDS = 2;

    private Resting() {}

    /// Prints memory in MiB as `rest VmRSS VmHWM`.
    public static void main(String[] arguments) throws Exception {
        Home home = new Home(Path.of(arguments[0]));
        System.setProperty("becas.logs", home.logs().toString());
        Talk talk = Talk.generate(Path.of(arguments[1]), MESSAGES);
        try (App app = App.open(home, BecasClock.wall(), Identity.of(home), sentence -> System.err.println(sentence))) {
            Gateway gateway = new Gateway(app.kernel());
            for (Talk.Said said : talk.messages()) {
                gateway.publish(List.of(said));
            }
            app.kernel().bus().awaitQuiet(Duration.ofMinutes(1));
            for (int second = 0; second < REST_SECONDS; second += FOLLOW_SECONDS) {
                app.kernel().plugins().follow(home.plugins());
                app.kernel().policies().load(home.guilds(), app.kernel().clock().instant());
                app.kernel()
                        .bus()
                        .publish(ClockTicked.at(app.kernel().clock().instant().truncatedTo(ChronoUnit.MINUTES)));
                Thread.sleep(Duration.ofSeconds(FOLLOW_SECONDS));
            }
            long pid = ProcessHandle.current().pid();
            System.out.println("rest " + Machine.residentMib(pid, "VmRSS") + " " + Machine.residentMib(pid, "VmHWM"));
        }
    }
}
