package dev.becas.kernel.command;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// All commands that are there now. Plugins add theirs when they start and take them away when they stop.
public final class Commands {
    private final Map<String, Command> byName = new ConcurrentSkipListMap<>();

    /// Adds a command; a name that is taken is refused.
    ///
    /// @return takes it away again
    public AutoCloseable add(Command command) {
        if (byName.putIfAbsent(command.name(), command) != null) {
            throw new IllegalStateException("there is a command '" + command.name() + "' already");
        }
        return () -> byName.remove(command.name(), command);
    }

    /// All of them, by name.
    public List<Command> all() {
        return List.copyOf(byName.values());
    }
}
