package dev.becas.kernel.plugin;

import dev.becas.kernel.Kernel;
import dev.becas.kernel.config.ConfigException;
import dev.becas.kernel.json.Json;
import dev.becas.kernel.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.jar.Attributes;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads plugin jars from a folder, starts, stops and replaces them while everything else goes on. Every jar has a
/// visible state; one that cannot be loaded says why and harms no other. Events are neither missed nor handled twice
/// across a reload, because a subscription's cursor is in the store.
public final class PluginHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);
    /// How long a plugin may take to start or stop before it is given up.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Kernel kernel;
    private final JarCheck check;
    private final Duration patience;
    private final JarManager manager;
    private final Map<String, Running> running = new TreeMap<>();
    private final Map<String, PluginState> states = new TreeMap<>();
    private final Map<Path, String> stamps = new TreeMap<>();

    /// @param pins SHA-256 by jar name; a jar of another hash is refused. Jars without a pin are loaded.
    public PluginHost(Kernel kernel, Path folder, Map<String, String> pins) {
        this(kernel, folder, pins, PATIENCE);
    }

    PluginHost(Kernel kernel, Path folder, Map<String, String> pins, Duration patience) {
        this.kernel = kernel;
        this.check = new JarCheck(pins);
        this.patience = patience;
        this.manager = new JarManager(folder, kernel.version());
    }

    private record Running(BecasPlugin plugin, ContextOfPlugin context, Path jar) {
        String jarName() {
            return String.valueOf(jar.getFileName());
        }
    }

    /// Loads and starts every jar of a folder, by name; a folder that is not there holds none.
    public synchronized void startAll(Path folder) throws IOException {
        for (Path jar : jars(folder)) {
            stamp(jar).ifPresent(stamp -> {
                stamps.put(jar, stamp);
                start(jar);
            });
        }
    }

    /// Brings what runs in step with a folder: new jars are started, changed ones replaced, and those that are gone
    /// stopped. Deploy by an atomic rename, so that half a jar is never seen.
    public synchronized void follow(Path folder) throws IOException {
        List<Path> present = jars(folder);
        for (Path gone : stamps.keySet().stream()
                .filter(jar -> folder.equals(jar.getParent()) && !present.contains(jar))
                .toList()) {
            stamps.remove(gone);
            idOf(gone).ifPresent(this::stop);
        }
        for (Path jar : present) {
            stamp(jar).filter(now -> !now.equals(stamps.put(jar, now))).ifPresent(changed -> {
                idOf(jar).ifPresent(this::stop);
                start(jar);
            });
        }
    }

    private Optional<String> idOf(Path jar) {
        return running.entrySet().stream()
                .filter(e -> e.getValue().jar().equals(jar))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    /// What changes when another file takes this name; empty when the file has gone meanwhile.
    private static Optional<String> stamp(Path jar) {
        try {
            BasicFileAttributes file = Files.readAttributes(jar, BasicFileAttributes.class);
            return Optional.of(file.lastModifiedTime() + "/" + file.size() + "/" + file.fileKey());
        } catch (IOException e) {
            LOG.debug("{} has gone between two looks", jar, e);
            return Optional.empty();
        }
    }

    private static List<Path> jars(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(f -> f.toString().endsWith(".jar")).sorted().toList();
        }
    }

    /// Loads and starts one jar; what is wrong with it is in the state that is answered.
    public synchronized PluginState start(Path jar) {
        String name = String.valueOf(jar.getFileName());
        PluginState state = tryStart(jar, name);
        states.put(name, state);
        String cause = state.cause();
        if (cause == null) {
            LOG.info("plugin {} {} started", state.id(), state.version());
        } else {
            LOG.error("plugin jar {} is {}: {}", name, state.state(), cause);
        }
        return state;
    }

    /// Stops a plugin and forgets its classes. Its subscriptions keep their place.
    public synchronized void stop(String id) {
        Running known = running.remove(id);
        if (known == null) {
            throw new IllegalArgumentException(
                    "there is no running plugin '" + id + "'; running are " + running.keySet());
        }
        known.context().close();
        try {
            Patiently.run(id + " stop", patience, known.plugin()::stop);
        } catch (Throwable e) {
            LOG.error("plugin {} failed while stopping", id, e);
        }
        PluginState before = states.get(known.jarName());
        unload(id);
        states.put(
                known.jarName(),
                new PluginState(id, before == null ? "" : before.version(), known.jarName(), "stopped", null));
    }

    /// Every jar that was seen and what became of it.
    public synchronized List<PluginState> states() {
        return new ArrayList<>(states.values());
    }

    private PluginState tryStart(Path jar, String name) {
        String id = null;
        String version = "";
        ContextOfPlugin context = null;
        try {
            String refusal = check.refusal(jar, name);
            if (refusal != null) {
                return new PluginState(name, "", name, "refused", refusal);
            }
            Attributes manifest = JarCheck.manifest(jar);
            version = manifest.getValue(JarCheck.VERSION);
            String wrongVersion = wrongKernel(manifest.getValue(JarCheck.REQUIRES));
            if (wrongVersion != null) {
                return new PluginState(manifest.getValue(JarCheck.ID), version, name, "refused", wrongVersion);
            }
            id = manager.loadPlugin(jar);
            if (id == null) {
                return new PluginState(name, version, name, "refused", "the plugin framework does not take it");
            }
            PluginWrapper wrapper = manager.getPlugin(id);
            ClassLoader loader = wrapper.getPluginClassLoader();
            context = new ContextOfPlugin(id, kernel);
            migrate(id, loader);
            AtomicReference<BecasPlugin> plugin = new AtomicReference<>();
            ContextOfPlugin given = context;
            Patiently.run(id + " start", patience, () -> {
                plugin.set(instantiate(jar, loader));
                plugin.get().start(given);
            });
            running.put(id, new Running(plugin.get(), context, jar));
            return new PluginState(id, version, name, "started", null);
        } catch (Throwable e) {
            if (context != null) {
                context.close();
            }
            if (id != null) {
                unload(id);
            }
            LOG.debug("plugin jar {} failed", name, e);
            return new PluginState(id == null ? name : id, version, name, "failed", sentence(e));
        }
    }

    private @Nullable String wrongKernel(@Nullable String requires) {
        if (requires == null || requires.isBlank() || requires.equals("*") || requires.equals(kernel.version())) {
            return null;
        }
        boolean fits;
        try {
            fits = manager.getVersionManager().checkVersionConstraint(kernel.version(), requires);
        } catch (RuntimeException e) {
            fits = false;
        }
        return fits ? null : "it was built for kernel " + requires + " but this is kernel " + kernel.version();
    }

    private void migrate(String id, ClassLoader loader) {
        if (loader.getResource("db/" + id) != null) {
            kernel.migrations().migrate(id, loader);
        }
    }

    private static BecasPlugin instantiate(Path jar, ClassLoader loader) throws Exception {
        String main = JarCheck.manifest(jar).getValue(JarCheck.MAIN);
        Object made = loader.loadClass(main).getDeclaredConstructor().newInstance();
        if (made instanceof BecasPlugin plugin) {
            return plugin;
        }
        throw new IllegalStateException(main + " is no " + BecasPlugin.class.getName());
    }

    /// Closes the jar and lets go of its classes wherever the kernel remembers them.
    private void unload(String id) {
        try {
            PluginWrapper wrapper = manager.getPlugin(id);
            ClassLoader loader = wrapper == null ? null : wrapper.getPluginClassLoader();
            manager.unloadPlugin(id);
            Json.MAPPER.clearCaches();
            if (loader != null) {
                kernel.config().forget(loader);
            }
        } catch (RuntimeException e) {
            LOG.error("cannot unload plugin {}", id, e);
        }
    }

    private static String sentence(Throwable e) {
        String message = e.getMessage();
        if (message == null || message.isBlank()) {
            return "it threw " + e.getClass().getName();
        }
        String line = message.lines().findFirst().orElse("");
        boolean ours = e instanceof StoreException
                || e instanceof ConfigException
                || e.getClass().equals(IllegalStateException.class);
        return ours ? line : e.getClass().getSimpleName() + ": " + line;
    }

    @Override
    public synchronized void close() {
        List<String> ids = new ArrayList<>(running.keySet());
        for (String id : ids.reversed()) {
            stop(id);
        }
    }
}
