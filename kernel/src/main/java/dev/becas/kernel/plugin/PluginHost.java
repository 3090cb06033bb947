package dev.becas.kernel.plugin;

import dev.becas.kernel.Kernel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.pf4j.PluginWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Loads plugin jars from a folder, starts, stops and replaces them while everything else goes on. Every jar has a visible
/// state; one that cannot be loaded says why and harms no other. Events are neither missed nor handled twice across a
/// reload, because a subscription's cursor is in the store.
public final class PluginHost implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PluginHost.class);
    private static final String MAIN = "Becas-Plugin";

    private final Kernel kernel;
    private final Map<String, String> pins;
    private final JarManager manager;
    private final Map<String, Running> running = new TreeMap<>();
    private final Map<String, PluginState> states = new TreeMap<>();
    private final Map<String, String> stamps = new TreeMap<>();

    /// @param pins SHA-256 by jar name; a jar of another hash is refused. Jars without a pin are loaded.
    public PluginHost(Kernel kernel, Path folder, Map<String, String> pins) {
        this.kernel = kernel;
        this.pins = Map.copyOf(pins);
        this.manager = new JarManager(folder, kernel.version());
    }

    private record Running(BecasPlugin plugin, ContextOfPlugin context, String jar) {}

    /// Loads and starts every jar of a folder, by name; a folder that is not there holds none.
    public synchronized void startAll(Path folder) throws IOException {
        for (Path jar : jars(folder)) {
            start(jar);
        }
    }

    /// Brings what runs in step with a folder: new jars are started, changed ones replaced, and those that are gone stopped.
    /// Deploy by an atomic rename, so that half a jar is never seen.
    public synchronized void follow(Path folder) throws IOException {
        List<Path> present = jars(folder);
        for (Path jar : present) {
            String name = String.valueOf(jar.getFileName());
            String stamp = Files.getLastModifiedTime(jar) + "/" + Files.size(jar);
            String before = stamps.put(name, stamp);
            if (!stamp.equals(before)) {
                idOf(name).ifPresent(this::stop);
                start(jar);
            }
        }
        List<String> names = present.stream().map(j -> String.valueOf(j.getFileName())).toList();
        for (String gone : stamps.keySet().stream().filter(n -> !names.contains(n)).toList()) {
            stamps.remove(gone);
            idOf(gone).ifPresent(this::stop);
        }
    }

    private Optional<String> idOf(String jar) {
        return running.entrySet().stream().filter(e -> e.getValue().jar().equals(jar)).map(Map.Entry::getKey).findFirst();
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
            throw new IllegalArgumentException("there is no running plugin '" + id + "'; running are " + running.keySet());
        }
        known.context().close();
        try {
            known.plugin().stop();
        } catch (Exception e) {
            LOG.error("plugin {} failed while stopping", id, e);
        }
        PluginState before = states.get(known.jar());
        unload(id);
        states.put(known.jar(), new PluginState(id, before == null ? "" : before.version(), known.jar(), "stopped", null));
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
            String refusal = refusal(jar, name);
            if (refusal != null) {
                return new PluginState(name, "", name, "refused", refusal);
            }
            id = manager.loadPlugin(jar);
            if (id == null) {
                return new PluginState(name, "", name, "refused", "it is no plugin jar: its manifest has no Plugin-Id");
            }
            PluginWrapper wrapper = manager.getPlugin(id);
            version = wrapper.getDescriptor().getVersion();
            String wrongVersion = wrongKernel(wrapper.getDescriptor().getRequires());
            if (wrongVersion != null) {
                unload(id);
                return new PluginState(id, version, name, "refused", wrongVersion);
            }
            ClassLoader loader = wrapper.getPluginClassLoader();
            context = new ContextOfPlugin(id, kernel);
            migrate(id, loader);
            BecasPlugin plugin = instantiate(jar, loader);
            plugin.start(context);
            running.put(id, new Running(plugin, context, name));
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

    private @Nullable String refusal(Path jar, String name) throws IOException {
        String pin = pins.get(name);
        if (pin != null && !pin.equalsIgnoreCase(sha256(jar))) {
            return "its SHA-256 is " + sha256(jar) + " but plugins.pins says " + pin;
        }
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            if (manifest == null || manifest.getMainAttributes().getValue(MAIN) == null) {
                return "it is no plugin jar: its manifest has no " + MAIN + " entry";
            }
            if (file.getEntry("dev/becas/kernel/Kernel.class") != null) {
                return "it holds a copy of the kernel; build it with the kernel in scope 'provided'";
            }
            return null;
        } catch (java.util.zip.ZipException e) {
            return "it is not a readable jar: " + e.getMessage();
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
        try (JarFile file = new JarFile(jar.toFile())) {
            String main = file.getManifest().getMainAttributes().getValue(MAIN);
            Object made = loader.loadClass(main).getDeclaredConstructor().newInstance();
            if (made instanceof BecasPlugin plugin) {
                return plugin;
            }
            throw new IllegalStateException(main + " is no " + BecasPlugin.class.getName());
        }
    }

    private void unload(String id) {
        try {
            manager.unloadPlugin(id);
        } catch (RuntimeException e) {
            LOG.error("cannot unload plugin {}", id, e);
        }
    }

    private static String sentence(Throwable e) {
        String message = e.getMessage();
        return message == null || message.isBlank() ? e.getClass().getName() : e.getClass().getSimpleName() + ": " + message;
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no SHA-256", e);
        }
    }

    @Override
    public synchronized void close() {
        List<String> ids = new ArrayList<>(running.keySet());
        for (String id : ids.reversed()) {
            stop(id);
        }
    }
}
