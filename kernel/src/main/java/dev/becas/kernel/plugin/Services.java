package dev.becas.kernel.plugin;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// The ports that are provided now. Ask each time and keep nothing: the plugin behind an answer may be gone the next
/// moment.
public final class Services {
    private final Map<Class<?>, Map<String, Object>> byPort = new ConcurrentHashMap<>();

    /// Offers an implementation; a name that is taken is refused.
    ///
    /// @return takes it away again
    public <T> AutoCloseable provide(Class<T> port, String name, T implementation) {
        Map<String, Object> named = byPort.computeIfAbsent(port, p -> new ConcurrentHashMap<>());
        if (named.putIfAbsent(name, implementation) != null) {
            throw new IllegalStateException("there is a " + port.getSimpleName() + " called '" + name + "' already");
        }
        return () -> named.remove(name, implementation);
    }

    /// The implementation of this name.
    public <T> Optional<T> find(Class<T> port, String name) {
        return Optional.ofNullable(byPort.getOrDefault(port, Map.of()).get(name))
                .map(port::cast);
    }

    /// The first implementation by name, for ports of which there is one.
    public <T> Optional<T> find(Class<T> port) {
        return all(port).values().stream().findFirst();
    }

    /// All implementations by name, sorted.
    public <T> Map<String, T> all(Class<T> port) {
        Map<String, T> all = new TreeMap<>();
        byPort.getOrDefault(port, Map.of()).forEach((name, value) -> all.put(name, port.cast(value)));
        return all;
    }
}
