package dev.becas.bot.app;

import dev.becas.bot.BotParts;
import dev.becas.bot.cli.CommandShell;
import dev.becas.bot.cli.Conversations;
import dev.becas.bot.identity.Identity;
import dev.becas.bot.moderation.GatewayActions;
import dev.becas.bot.replay.ReplayActions;
import dev.becas.kernel.Kernel;
import dev.becas.kernel.bus.Bus;
import dev.becas.kernel.config.Config;
import dev.becas.kernel.config.ConfigException;
import dev.becas.kernel.plugin.PluginContexts;
import dev.becas.kernel.time.BecasClock;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A whole Becas in a home folder: kernel, moderation, plugins, stock models, commands.
public final class App implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(App.class);

    private final Home home;
    private final Kernel kernel;
    private final PluginContexts parts;
    private final CommandShell shell;
    private final Path dropIn;
    private @Nullable ReplayActions replay;

    private App(Home home, Kernel kernel, Path dropIn, Consumer<String> progress) {
        this.home = home;
        this.dropIn = dropIn;
        this.kernel = kernel;
        this.parts = new PluginContexts(kernel);
        this.shell = new CommandShell(kernel.commands(), progress);
    }

    /// Opens the home folder and starts everything that moderates and learns.
    ///
    /// @param progress hears sentences while commands and first use work
    /// @throws ConfigException when `becas.yaml` or the environment is wrong
    /// @throws java.io.IOException when the folder is in use or cannot be written
    public static App open(Home home, BecasClock clock, Identity identity, Consumer<String> progress) throws Exception {
        return open(home, clock, identity, progress, List.of(Step.POLICIES, Step.MODELS));
    }

    /// As [#open], but the policies of the last time stay in force: changed files are only looked at.
    public static App openAsItStands(Home home, BecasClock clock, Identity identity, Consumer<String> progress)
            throws Exception {
        return open(home, clock, identity, progress, List.of(Step.MODELS));
    }

    /// As [#open], without training stock models: to see which commands there are, and to run those on files.
    public static App openWithoutModels(Home home, BecasClock clock, Identity identity, Consumer<String> progress)
            throws Exception {
        return open(home, clock, identity, progress, List.of(Step.POLICIES));
    }

    /// What not every opening does.
    private enum Step {
        POLICIES,
        MODELS
    }

    private static App open(Home home, BecasClock clock, Identity identity, Consumer<String> progress, List<Step> steps)
            throws Exception {
        Config config = Config.read(home.config(), System.getenv());
        PluginSettings plugins = config.section("plugins", PluginSettings.DEFAULTS);
        Path dropIn = home.folder().resolve(plugins.dir());
        Kernel kernel = Kernel.open(new Kernel.Settings(
                home.data(), dropIn, plugins.pins(), config, clock, identity.secret(), identity.newSalt()));
        App app = new App(home, kernel, dropIn, progress);
        try {
            app.start(progress, steps);
            return app;
        } catch (Exception e) {
            app.close();
            throw e;
        }
    }

    private void start(Consumer<String> progress, List<Step> steps) throws Exception {
        if (steps.contains(Step.POLICIES)) {
            kernel.policies().load(home.guilds(), kernel.clock().instant()).forEach(progress);
        }
        new CoreCommands(kernel).all().forEach(command -> kernel.commands().add(command));
        new PolicyCommands(kernel, home.guilds())
                .all()
                .forEach(command -> kernel.commands().add(command));
        assemble(progress, steps.contains(Step.MODELS));
        List<String> unknown = kernel.config().unknownSections();
        if (!unknown.isEmpty()) {
            throw new ConfigException(home.config() + ": nothing reads the section '" + unknown.getFirst()
                    + "'; sections are " + kernel.config().inForce().keySet());
        }
        LOG.info("started in {}", home.folder());
    }

    /// Messages that waited for this start are judged when the models are there, and actions done when their gateway
    /// is, not before.
    private void assemble(Consumer<String> progress, boolean models) throws Exception {
        try (Bus.Hold _ = kernel.bus().hold()) {
            if (Conversations.of(home).isPresent()) {
                replay = new ReplayActions(home.folder().resolve(ReplayActions.FILE));
                kernel.services().provide(GatewayActions.class, "replay", replay);
            }
            parts.start("bot", new BotParts());
            kernel.plugins().startAll(Home.stockPlugins());
            kernel.plugins().startAll(dropIn);
            if (models) {
                new StockModels(kernel).ensure(progress);
            }
        }
    }

    public Home home() {
        return home;
    }

    /// Where jars are dropped in.
    public Path dropIn() {
        return dropIn;
    }

    public Kernel kernel() {
        return kernel;
    }

    public CommandShell shell() {
        return shell;
    }

    @Override
    public void close() {
        kernel.plugins().close();
        parts.close();
        kernel.close();
        closeReplay();
    }

    private void closeReplay() {
        try {
            if (replay != null) {
                replay.close();
            }
        } catch (IOException e) {
            LOG.warn("{} could not be closed: {}", ReplayActions.FILE, e.getMessage());
        }
    }
}
