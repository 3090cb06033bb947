package dev.becas.bot.app;

import java.util.Map;

/// Section `plugins`.
///
/// @param dir where jars are dropped in, relative to the home folder
/// @param pins SHA-256 by jar name; a jar of another hash is refused
public record PluginSettings(String dir, Map<String, String> pins) {
    public static final PluginSettings DEFAULTS = new PluginSettings("plugins", Map.of());

    public PluginSettings {
        pins = Map.copyOf(pins);
    }
}
