package dev.becas.kernel.guild;

import java.util.List;

/// What moderation can do about a message, mildest first.
public final class Actions {
    public static final String NONE = "none";
    private static final List<String> ALL = List.of(NONE, "log", "delete", "warn", "timeout", "kick", "ban");

    private Actions() {}

    /// All of them, mildest first.
    public static List<String> all() {
        return ALL;
    }

    /// Returns `action` when there is such an action, else refuses it by name.
    public static String require(String action) {
        if (!ALL.contains(action)) {
            throw new IllegalArgumentException("action must be one of " + ALL + " but was '" + action + "'");
        }
        return action;
    }
}
