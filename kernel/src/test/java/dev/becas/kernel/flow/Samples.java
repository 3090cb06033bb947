package dev.becas.kernel.flow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.json.Json;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// Makes a value of any record of the flow, every field filled, so that a new event is tested the day it is written.
public final class Samples {
    private static final Instant AT = Instant.parse("2026-01-05T08:00:00.123Z");

    private Samples() {}

    public static <T> T of(Class<T> type) {
        return type.cast(value("sample", type));
    }

    private static Object value(String name, Type type) {
        if (type instanceof ParameterizedType generic) {
            return collection(name, generic);
        }
        Class<?> raw = (Class<?>) type;
        if (raw == EventHead.class) {
            return new EventHead("an-id", "a-cause", "a-guild", AT);
        }
        if (raw == JsonNode.class) {
            return Json.MAPPER.createObjectNode().put("some", "field");
        }
        if (raw.isRecord()) {
            return record(raw);
        }
        return raw.isEnum() ? raw.getEnumConstants()[0] : simple(name, raw);
    }

    private static Object collection(String name, ParameterizedType generic) {
        Type[] of = generic.getActualTypeArguments();
        return generic.getRawType() == List.class
                ? List.of(value(name, of[0]))
                : Map.of(value(name, of[0]), value(name, of[1]));
    }

    private static Object simple(String name, Class<?> raw) {
        if (raw == String.class) {
            return "a-" + name;
        }
        if (raw == int.class || raw == Integer.class) {
            return 1;
        }
        if (raw == long.class) {
            return 1L;
        }
        if (raw == double.class || raw == Double.class) {
            return 0.5;
        }
        if (raw == boolean.class) {
            return true;
        }
        if (raw == Instant.class) {
            return AT;
        }
        if (raw == Path.class) {
            return Path.of("datasets", "a-file");
        }
        throw new IllegalStateException("no sample of " + raw + " for " + name + " yet");
    }

    private static Object record(Class<?> raw) {
        RecordComponent[] components = raw.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components)
                .map(c -> value(c.getName(), c.getGenericType()))
                .toArray();
        try {
            return raw.getDeclaredConstructor(types).newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot make a sample of " + raw, e);
        }
    }
}
