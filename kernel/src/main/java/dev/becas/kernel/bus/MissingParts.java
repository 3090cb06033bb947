package dev.becas.kernel.bus;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an event that was read back lacks: JSON does not know which fields must be there, the records do.
final class MissingParts {
    private MissingParts() {}

    /// The first component, at any depth, that is null without being marked `@Nullable`.
    static Optional<String> of(Record whole) {
        for (RecordComponent component : whole.getClass().getRecordComponents()) {
            Object value = value(whole, component);
            if (value == null && !component.getAnnotatedType().isAnnotationPresent(Nullable.class)) {
                return Optional.of(component.getName());
            }
            if (value instanceof Record part) {
                Optional<String> missing = of(part);
                if (missing.isPresent()) {
                    return missing.map(name -> component.getName() + "." + name);
                }
            }
        }
        return Optional.empty();
    }

    private static @Nullable Object value(Record whole, RecordComponent component) {
        try {
            return component.getAccessor().invoke(whole);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("cannot read " + component, e);
        }
    }
}
