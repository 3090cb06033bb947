package dev.becas.bot.moderation;

/// How grave a finding is, 1 to 3, by what its rule asks for.
public final class Severity {
    private Severity() {}

    /// The severity that goes with an action.
    public static int of(String action) {
        return switch (action) {
            case "kick", "ban" -> 3;
            case "timeout" -> 2;
            default -> 1;
        };
    }
}
