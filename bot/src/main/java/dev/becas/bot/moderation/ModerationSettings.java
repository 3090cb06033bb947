package dev.becas.bot.moderation;

/// Section `moderation`.
///
/// @param mode `observe`: nothing is done to any message, only noted; `act` once an admin has said so
public record ModerationSettings(String mode) {
    public static final ModerationSettings DEFAULTS = new ModerationSettings("observe");

    public ModerationSettings {
        if (!mode.equals("observe") && !mode.equals("act")) {
            throw new IllegalArgumentException("mode must be observe or act but was '" + mode + "'");
        }
    }

    /// Whether actions are carried out.
    public boolean acts() {
        return mode.equals("act");
    }
}
