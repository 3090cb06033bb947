package dev.becas.kernel.bus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.flow.CustomEvent;
import dev.becas.kernel.flow.EventHead;
import dev.becas.kernel.flow.FlowEvent;
import dev.becas.kernel.flow.Wire;
import dev.becas.kernel.json.Json;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Between events and the journal's text. The known names are read off the sealed flow itself.
public final class EventCodec {
    private final Map<String, Class<? extends FlowEvent>> byName = new TreeMap<>();

    public EventCodec() {
        Deque<Class<?>> open = new ArrayDeque<>();
        open.add(FlowEvent.class);
        while (!open.isEmpty()) {
            Class<?> type = open.remove();
            Class<?>[] permitted = type.getPermittedSubclasses();
            if (permitted != null) {
                open.addAll(java.util.List.of(permitted));
            } else {
                register(type.asSubclass(FlowEvent.class));
            }
        }
    }

    /// The names this build knows, sorted.
    public java.util.Set<String> names() {
        return java.util.Collections.unmodifiableSet(byName.keySet());
    }

    /// The class behind a name; [CustomEvent] for one that this build does not know.
    public Class<? extends FlowEvent> type(String name) {
        return byName.getOrDefault(name, CustomEvent.class);
    }

    static int version(FlowEvent event) {
        if (event instanceof CustomEvent custom) {
            return custom.version();
        }
        return versionOf(event.getClass());
    }

    private static int versionOf(Class<? extends FlowEvent> type) {
        Wire wire = type.getAnnotation(Wire.class);
        return wire == null ? 1 : wire.version();
    }

    /// The event's JSON.
    ///
    /// @throws IllegalArgumentException for a custom event that takes a name of the flow's own
    public String encode(FlowEvent event) {
        if (event instanceof CustomEvent custom) {
            if (type(custom.name()) != CustomEvent.class) {
                throw new IllegalArgumentException(
                        "a custom event needs a name of its own but was called '" + custom.name() + "'");
            }
            return Json.write(custom.body());
        }
        return Json.write(event);
    }

    /// Reads an event back. One of an unknown name or a newer version, or whose fields this build cannot read, stays
    /// whole as a [CustomEvent].
    public FlowEvent decode(EventHead head, String name, int version, String body) {
        try {
            Class<? extends FlowEvent> type = type(name);
            if (type != CustomEvent.class && version <= versionOf(type)) {
                FlowEvent event = Json.MAPPER.readValue(body, type);
                Optional<String> missing = event == null ? Optional.of("everything") : MissingParts.of((Record) event);
                return missing.isEmpty() && event != null
                        ? event
                        : new CustomEvent(head, name, version, unreadable(body, missing.orElse("") + " is missing"));
            }
            return new CustomEvent(head, name, version, tree(body));
        } catch (JsonProcessingException e) {
            return new CustomEvent(head, name, version, unreadable(body, e.getOriginalMessage()));
        }
    }

    private static JsonNode tree(String body) throws JsonProcessingException {
        return Json.MAPPER.readTree(body);
    }

    private static JsonNode unreadable(String body, @Nullable String why) {
        return Json.MAPPER.createObjectNode().put("unreadable", body).put("why", why);
    }

    private void register(Class<? extends FlowEvent> type) {
        Wire wire = type.getAnnotation(Wire.class);
        if (wire == null) {
            throw new IllegalStateException(type.getName() + " has no @Wire name");
        }
        if (byName.put(wire.value(), type) != null) {
            throw new IllegalStateException("two events are called " + wire.value());
        }
    }
}
