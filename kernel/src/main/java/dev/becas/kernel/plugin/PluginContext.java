package dev.becas.kernel.plugin;

import dev.becas.kernel.bus.Bus;
import dev.becas.kernel.bus.OutboxWorker;
import dev.becas.kernel.bus.Subscription;
import dev.becas.kernel.command.Command;
import dev.becas.kernel.config.Config;
import dev.becas.kernel.content.AuthorKeys;
import dev.becas.kernel.content.ContentStore;
import dev.becas.kernel.guild.GuildPolicies;
import dev.becas.kernel.model.ModelRegistry;
import dev.becas.kernel.review.ReviewQueue;
import dev.becas.kernel.signal.SignalSubscription;
import dev.becas.kernel.signal.Signals;
import dev.becas.kernel.store.Store;
import dev.becas.kernel.time.BecasClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;

/// What the kernel gives a plugin. Whatever is taken here is given back when the plugin stops, in reverse order.
public interface PluginContext {
    /// The plugin's id.
    String pluginId();

    /// Starts a durable subscription; its name must begin with the plugin's id and a dot.
    void subscribe(Subscription subscription) throws Exception;

    /// Starts to watch signals; its name must begin with the plugin's id and a dot. What is published goes through
    /// [#signals()].
    void subscribe(SignalSubscription<?> subscription);

    /// Does outside work of this kind from now on.
    void work(String kind, OutboxWorker worker);

    /// Offers a port to the rest, under a name of its own.
    <T> void provide(Class<T> port, String name, T implementation);

    /// Offers a command.
    void command(Command command);

    /// Runs something on a thread of the plugin's own; it is interrupted when the plugin stops and must end then.
    void thread(String name, Runnable runnable);

    /// Settings of a section of `becas.yaml`, over these defaults.
    <R extends Record> R settings(String section, R defaults);

    Config config();

    Bus bus();

    Signals signals();

    Store store();

    ContentStore contents();

    AuthorKeys authors();

    GuildPolicies policies();

    ModelRegistry models();

    ReviewQueue reviews();

    Services services();

    BecasClock clock();

    MeterRegistry metrics();

    /// The data folder. Paths in events and rows are relative to it.
    Path dataFolder();
}
