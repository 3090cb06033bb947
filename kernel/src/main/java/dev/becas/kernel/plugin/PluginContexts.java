package dev.becas.kernel.plugin;

import dev.becas.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs plugins from the class path, without a jar: for tests, and for parts of the bot that are plugins in all but
/// their jar.
public final class PluginContexts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginContexts.class);

    private final Kernel kernel;
    private final Map<String, Running> running = new TreeMap<>();

    public PluginContexts(Kernel kernel) {
        this.kernel = kernel;
    }

    private record Running(BecasPlugin plugin, ContextOfPlugin context) {}

    /// Makes the plugin's tables and starts it.
    public void start(String id, BecasPlugin plugin) throws Exception {
        ClassLoader loader = plugin.getClass().getClassLoader();
        if (loader.getResource("db/" + id) != null) {
            kernel.migrations().migrate(id, loader);
        }
        ContextOfPlugin context = new ContextOfPlugin(id, kernel);
        try {
            plugin.start(context);
        } catch (Exception | LinkageError e) {
            context.close();
            throw e;
        }
        running.put(id, new Running(plugin, context));
    }

    /// Stops it and gives back what it took.
    public void stop(String id) throws Exception {
        Running known = running.remove(id);
        if (known != null) {
            known.context().close();
            known.plugin().stop();
        }
    }

    @Override
    public void close() {
        List<String> ids = new ArrayList<>(running.keySet());
        for (String id : ids.reversed()) {
            try {
                stop(id);
            } catch (Exception e) {
                LOG.error("plugin {} failed while stopping", id, e);
            }
        }
    }
}
