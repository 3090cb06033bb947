package dev.becas.kernel;

import dev.becas.kernel.bus.Bus;
import dev.becas.kernel.command.Commands;
import dev.becas.kernel.config.Config;
import dev.becas.kernel.content.AuthorKeys;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.kernel.plugin.PluginHost;
import dev.becas.kernel.plugin.Services;
import dev.becas.kernel.review.ReviewQueue;
import dev.becas.kernel.signal.Signals;
import dev.becas.kernel.store.Migrations;
import dev.becas.kernel.store.Store;
import dev.becas.kernel.time.BecasClock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.BinaryOperator;

/// The ground floor, put together: one data folder, one store, one bus, and what hangs on them.
public final class Kernel implements AutoCloseable {
    /// The version that plugins are built for.
    public static final String VERSION = "0.1.0";

    private final Path dataFolder;
    private final DataLock lock;
    private final Store store;
    private final Migrations migrations;
    private final Bus bus;
    private final Config config;
    private final BecasClock clock;
    private final MeterRegistry metrics = new SimpleMeterRegistry();
    private final Signals signals = new Signals(metrics);
    private final Commands commands = new Commands();
    private final Services services = new Services();
    private final ContentStore contents;
    private final AuthorKeys authors;
    private final GuildPolicies policies;
    private final ModelRegistry models;
    private final ReviewQueue reviews;
    private final PluginHost plugins;

    private Kernel(Settings settings) throws IOException {
        this.dataFolder = Files.createDirectories(settings.dataFolder().toAbsolutePath());
        this.config = settings.config();
        this.clock = settings.clock();
        this.lock = DataLock.take(dataFolder);
        this.store = openStore(lock);
        this.migrations = new Migrations(store, dataFolder.resolve("backups"));
        migrateOrLetGo();
        this.bus = new Bus(store, metrics);
        this.contents = new ContentStore(store);
        this.authors = new AuthorKeys(store, settings.secret(), settings.newSalt());
        this.policies = new GuildPolicies(store, bus);
        this.models = new ModelRegistry(store);
        this.reviews = new ReviewQueue(store);
        this.plugins = new PluginHost(this, settings.pluginFolder(), settings.pins());
    }

    /// What a kernel is opened with.
    ///
    /// @param dataFolder holds the store and everything the installation makes
    /// @param pluginFolder holds plugin jars
    /// @param pins SHA-256 by jar name
    /// @param secret of the installation, for keyed hashes
    /// @param newSalt makes a user's salt from guild and user id
    public record Settings(
            Path dataFolder,
            Path pluginFolder,
            Map<String, String> pins,
            Config config,
            BecasClock clock,
            String secret,
            BinaryOperator<String> newSalt) {
        public Settings {
            pins = Map.copyOf(pins);
        }
    }

    /// Opens the data folder: takes its lock, brings its tables up to date. Plugins are started by
    /// [PluginHost#startAll(Path)].
    ///
    /// @throws IOException naming the folder and who holds it, or what the disk refused
    /// @throws dev.becas.kernel.store.StoreException when the store is damaged or of a newer version
    public static Kernel open(Settings settings) throws IOException {
        return new Kernel(settings);
    }

    private Store openStore(DataLock held) throws IOException {
        try {
            return Store.open(dataFolder.resolve("becas.db"));
        } catch (IOException | RuntimeException e) {
            held.close();
            throw e;
        }
    }

    private void migrateOrLetGo() {
        try {
            migrations.migrate("kernel", Kernel.class.getClassLoader());
        } catch (RuntimeException e) {
            store.close();
            lock.close();
            throw e;
        }
    }

    /// The kernel's version.
    public String version() {
        return VERSION;
    }

    public Path dataFolder() {
        return dataFolder;
    }

    public Store store() {
        return store;
    }

    public Migrations migrations() {
        return migrations;
    }

    public Bus bus() {
        return bus;
    }

    public Signals signals() {
        return signals;
    }

    public Config config() {
        return config;
    }

    public BecasClock clock() {
        return clock;
    }

    public MeterRegistry metrics() {
        return metrics;
    }

    public Commands commands() {
        return commands;
    }

    public Services services() {
        return services;
    }

    public ContentStore contents() {
        return contents;
    }

    public AuthorKeys authors() {
        return authors;
    }

    public GuildPolicies policies() {
        return policies;
    }

    public ModelRegistry models() {
        return models;
    }

    public ReviewQueue reviews() {
        return reviews;
    }

    public PluginHost plugins() {
        return plugins;
    }

    @Override
    public void close() {
        try {
            plugins.close();
            bus.close();
            signals.close();
            metrics.close();
        } finally {
            try {
                store.close();
            } finally {
                lock.close();
            }
        }
    }
}
