package dev.becas.kernel.bus;

import dev.becas.kernel.json.Json;

/// A piece of outside work.
///
/// @param key the same however often it is asked for; give it on to the outside as its idempotency key
/// @param causeId the event that led to it
/// @param attempt from 1
public record OutboxItem(String kind, String key, String causeId, String payload, int attempt) {
    /// The payload as the record it was.
    public <T> T payload(Class<T> type) {
        return Json.read(payload, type);
    }
}
