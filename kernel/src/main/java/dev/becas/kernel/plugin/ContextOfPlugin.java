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
import dev.becas.kernel.store.Store;
import dev.becas.kernel.time.BecasClock;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The context of one plugin: remembers what was taken and gives it back.
final class ContextOfPlugin implements PluginContext, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ContextOfPlugin.class);
    private static final long THREAD_END_MS = 5_000;

    private final String id;
    private final Kernel kernel;
    private final Deque<AutoCloseable> taken = new ArrayDeque<>();

    ContextOfPlugin(String id, Kernel kernel) {
        this.id = id;
        this.kernel = kernel;
    }

    @Override
    public String pluginId() {
        return id;
    }

    @Override
    public void subscribe(Subscription subscription) throws Exception {
        if (!subscription.name().startsWith(id + ".")) {
            throw new IllegalArgumentException("a subscription of " + id + " must be called '" + id + ".…' but was '" + subscription.name() + "'");
        }
        take(kernel.bus().subscribe(subscription));
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
                LOG.error("thread {} of plugin {} did not end within {} ms; its jar stays in memory until it does", name, id, THREAD_END_MS);
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
        return kernel.metrics();
    }

    @Override
    public Path dataFolder() {
        return kernel.dataFolder();
    }

    private synchronized void take(AutoCloseable thing) {
        taken.push(thing);
    }

    @Override
    public synchronized void close() {
        while (!taken.isEmpty()) {
            try {
                taken.pop().close();
            } catch (Exception e) {
                LOG.error("giving back what plugin {} took failed; the rest goes on", id, e);
            }
        }
    }
}
