package dev.becas.kernel.flow;

import com.fasterxml.jackson.databind.JsonNode;

/// An event of a plugin, or one that this build does not know: kept and shown, never lost.
///
/// @param name its name on the wire
/// @param version of its fields
/// @param body its other fields as they were written
@Wire("custom")
public record CustomEvent(EventHead head, String name, int version, JsonNode body) implements FlowEvent {
    @Override
    public String wireName() {
        return name;
    }
}
