package dev.becas.kernel.command;

import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// One use of a command.
///
/// @param actor who uses it: a keyed hash, or `operator` on the machine itself
/// @param values parameters and options by name; a flag that is set has the value `true`
/// @param progress hears sentences while it works
public record CommandCall(String actor, Map<String, String> values, Consumer<String> progress) {
    public CommandCall {
        values = Map.copyOf(values);
    }

    /// The value of a parameter or option that must be there.
    public String required(String name) {
        return find(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    }

    /// The value of a parameter or option, when given and not empty.
    public Optional<String> find(String name) {
        return Optional.ofNullable(values.get(name)).filter(v -> !v.isEmpty());
    }

    /// Whether a flag is set.
    public boolean flag(String name) {
        return "true".equals(values.get(name));
    }

    /// A whole number in [`min`, `max`].
    public long number(String name, long min, long max) {
        String text = required(name);
        try {
            long value = Long.parseLong(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("--" + name + " must be a whole number but was '" + text + "'", e);
        }
        throw new IllegalArgumentException("--" + name + " must be in [" + min + ", " + max + "] but was " + text);
    }
}
