package dev.becas.kernel.command;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// All commands that are there now. Plugins add theirs when they start and take them away when they stop.
public final class Commands {
    private static final Comparator<Key> BY_NAME =
            Comparator.comparing(Key::name).thenComparing(Key::when);

    private final Map<Key, Command> byKey = new ConcurrentSkipListMap<>(BY_NAME);

    /// What must be there once.
    private record Key(String name, String when) {}

    /// Adds a command; a name that is taken is refused, unless the two say by their [Form]s which uses are whose.
    ///
    /// @return takes it away again
    public AutoCloseable add(Command command) {
        Key key = new Key(command.name(), command.form().when());
        if (byKey.putIfAbsent(key, command) != null) {
            throw new IllegalStateException("there is a command '" + command.name() + "' already");
        }
        return () -> byKey.remove(key, command);
    }

    /// All of them, by name; of those that share one, that of [Form#REST] first.
    public List<Command> all() {
        return List.copyOf(byKey.values());
    }

    /// Those of a name; none when there is no such command.
    public List<Command> named(String name) {
        return all().stream().filter(command -> command.name().equals(name)).toList();
    }

    /// The one that a use is meant for: that whose form takes the words, else that of [Form#REST]. One that has its
    /// name alone gets all uses and says itself what is wrong with them.
    ///
    /// @param words all that were said
    /// @throws IllegalArgumentException if there is none, or if several take the words
    public Command chosen(String name, List<String> words) {
        List<Command> forms = named(name);
        if (forms.size() == 1) {
            return forms.getFirst();
        }
        List<Command> own = forms.stream()
                .filter(command -> !command.form().isRest())
                .filter(command -> command.form().takes().test(words))
                .toList();
        if (own.size() == 1) {
            return own.getFirst();
        }
        if (own.isEmpty() && !forms.isEmpty() && forms.getFirst().form().isRest()) {
            return forms.getFirst();
        }
        List<String> whens = (own.isEmpty() ? forms : own)
                .stream()
                        .map(command -> "'" + name + "' " + command.form().when())
                        .toList();
        throw new IllegalArgumentException(
                own.isEmpty()
                        ? "'" + name + "' must be used as one of " + whens
                        : "these words fit more than one of " + whens);
    }
}
