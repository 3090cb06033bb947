package dev.becas.kernel.content;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Something a person typed.
///
/// @param kind `message`, `reason`, `lesson`, `report`, `example`
/// @param text null once erased
public record Content(
        String id,
        String guildId,
        String authorKey,
        String kind,
        Provenance provenance,
        @Nullable String text,
        Instant at) {}
