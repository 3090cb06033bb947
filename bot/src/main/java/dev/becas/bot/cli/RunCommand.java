package dev.becas.bot.cli;

import dev.becas.bot.app.App;
import dev.becas.bot.app.Home;
import dev.becas.bot.identity.Identity;
import dev.becas.kernel.store.StoreException;
import dev.becas.kernel.time.BecasClock;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Runs the bot until it is told to stop: time goes by the wall clock, jars dropped into the plugin folder are taken
/// up, commands come over the control socket. SIGTERM lets everything in flight end, within a limit.
@Command(
        name = "run",
        description = "Runs the bot until it is stopped (SIGTERM lets what is in flight end).",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final Duration DRAIN_MAX = Duration.ofSeconds(20);
    private static final long FOLLOW_SECONDS = 2;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            description = "The installation's folder (default: $BECAS_HOME, else ./" + Globals.DEFAULT_HOME + ").")
    private Path home = Path.of(System.getenv().getOrDefault("BECAS_HOME", Globals.DEFAULT_HOME));

    @Option(names = "--json", description = "Answers as JSON.")
    private boolean json;

    private final CountDownLatch stop = new CountDownLatch(1);
    private final CountDownLatch stopped = new CountDownLatch(1);

    private final PrintStream out;

    RunCommand(PrintStream out) {
        this.out = out;
    }

    @Override
    public Integer call() throws Exception {
        Home where = new Home(home);
        if (!Files.exists(where.config())) {
            throw new IOException("there is no installation in " + where.folder()
                    + "; make one with `becas init --home " + home + "`");
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::stopAndWait, "shutdown"));
        try (App app = App.open(where, BecasClock.wall(), Identity.of(where), LOG::info);
                ControlServer control = new ControlServer(app)) {
            say(where, control);
            Turns turns = Turns.of(app);
            while (!stop.await(FOLLOW_SECONDS, TimeUnit.SECONDS)) {
                turns.next();
            }
            drain(app);
        } finally {
            stopped.countDown();
        }
        return 0;
    }

    private void say(Home where, ControlServer control) {
        if (json) {
            out.println("{\"running\":true,\"home\":\"" + where.folder() + "\"}");
        } else {
            out.println("Becas runs in " + where.folder()
                    + ". No chat gateway is part of this version: messages come from `becas demo`; commands work from another terminal, over "
                    + control.socket() + ".");
        }
    }

    private static void drain(App app) throws InterruptedException {
        try {
            app.kernel().bus().awaitQuiet(DRAIN_MAX);
        } catch (StoreException e) {
            LOG.warn("stopping although {}; it goes on at the next start", e.getMessage());
        }
    }

    private void stopAndWait() {
        stop.countDown();
        try {
            if (!stopped.await(DRAIN_MAX.toSeconds() + 10, TimeUnit.SECONDS)) {
                LOG.error("did not end in time; what was acknowledged is in the store");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
