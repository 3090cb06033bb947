package dev.becas.kernel.plugin;

import dev.becas.kernel.Kernel;
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
import io.micrometer.core.instrument.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The context of one plugin: remembers what was taken and gives it back.
final class ContextOfPlugin implements PluginContext, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContextOfPlugin.class);
    private static final long THREAD_END_MS = 5_000;

    private final String id;
    private final Kernel kernel;
    private final Deque<AutoCloseable> taken = new ArrayDeque<>();
    private final CompositeMeterRegistry meters;
    private boolean closed;

    ContextOfPlugin(String id, Kernel kernel) {
        this.id = id;
        this.kernel = kernel;
        this.meters = new CompositeMeterRegistry(Clock.SYSTEM, List.of(kernel.metrics()));
        taken.push(this::forgetMeters);
    }

    /// A gauge holds its plugin's code, and with it the jar. Closing the plugin's registry would close the kernel's
    /// too.
    private void forgetMeters() {
        meters.getMeters().forEach(meter -> kernel.metrics().remove(meter.getId()));
        meters.remove(kernel.metrics());
    }

    @Override
    public String pluginId() {
        return id;
    }

    @Override
    public void subscribe(Subscription subscription) throws Exception {
        requireOwn(subscription.name());
        take(kernel.bus().subscribe(subscription));
    }

    @Override
    public void subscribe(SignalSubscription<?> subscription) {
        requireOwn(subscription.name());
        take(kernel.signals().subscribe(subscription));
    }

    private void requireOwn(String name) {
        if (!name.startsWith(id + ".")) {
            throw new IllegalArgumentException(
                    "a subscription of " + id + " must be called '" + id + ".…' but was '" + name + "'");
        }
    }

    @Override
    public void work(String kind, OutboxWorker worker) {
        take(kernel.bus().work(kind, worker));
    }

    @Override
    public <T> void provide(Class<T> port, String name, T implementation) {
        take(kernel.services().provide(port, name, implementation));
    }

    @Override
    public void command(Command command) {
        take(kernel.commands().add(command));
    }

    @Override
    public void thread(String name, Runnable runnable) {
        Thread thread = new Thread(runnable, id + "-" + name);
        thread.setDaemon(true);
        thread.setContextClassLoader(runnable.getClass().getClassLoader());
        thread.start();
        take(() -> {
            thread.interrupt();
            thread.join(THREAD_END_MS);
            if (thread.isAlive()) {
                LOG.error(
                        "thread {} of plugin {} did not end within {} ms; its jar stays in memory until it does",
                        name,
                        id,
                        THREAD_END_MS);
            }
        });
    }

    @Override
    public <R extends Record> R settings(String section, R defaults) {
        return kernel.config().section(section, defaults);
    }

    @Override
    public Config config() {
        return kernel.config();
    }

    @Override
    public Bus bus() {
        return kernel.bus();
    }

    @Override
    public Signals signals() {
        return kernel.signals();
    }

    @Override
    public Store store() {
        return kernel.store();
    }

    @Override
    public ContentStore contents() {
        return kernel.contents();
    }

    @Override
    public AuthorKeys authors() {
        return kernel.authors();
    }

    @Override
    public GuildPolicies policies() {
        return kernel.policies();
    }

    @Override
    public ModelRegistry models() {
        return kernel.models();
    }

    @Override
    public ReviewQueue reviews() {
        return kernel.reviews();
    }

    @Override
    public Services services() {
        return kernel.services();
    }

    @Override
    public BecasClock clock() {
        return kernel.clock();
    }

    @Override
    public MeterRegistry metrics() {
        return meters;
    }

    @Override
    public Path dataFolder() {
        return kernel.dataFolder();
    }

    /// What is taken too late, by a plugin that was given up while it started, is given back at once.
    private void take(AutoCloseable thing) {
        synchronized (this) {
            if (!closed) {
                taken.push(thing);
                return;
            }
        }
        giveBack(thing);
        throw new IllegalStateException("plugin " + id + " was stopped");
    }

    private synchronized @Nullable AutoCloseable next() {
        closed = true;
        return taken.poll();
    }

    private void giveBack(AutoCloseable thing) {
        try {
            thing.close();
        } catch (Throwable e) {
            LOG.error("giving back what plugin {} took failed; the rest goes on", id, e);
        }
    }

    @Override
    public void close() {
        for (AutoCloseable thing = next(); thing != null; thing = next()) {
            giveBack(thing);
        }
    }
}
