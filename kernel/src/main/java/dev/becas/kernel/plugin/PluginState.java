package dev.becas.kernel.plugin;

import org.jspecify.annotations.Nullable;

/// What became of a jar.
///
/// @param id the plugin's id, or the jar's name when it could not be read
/// @param version of the plugin, when known
/// @param jar its file name
/// @param state `started`, `stopped`, `failed`, `refused`
/// @param cause why it failed or was refused, one sentence
public record PluginState(
        String id,
        String version,
        String jar,
        String state,
        @Nullable String cause) {}
