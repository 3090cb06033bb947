package dev.becas.kernel.bus;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What an event that was read back lacks: JSON does not know which fields must be there, the records do.
final class MissingParts {
    /// Reflection hands out a new accessor at each call, and to make one ready costs more than to read an event.
    private static final ClassValue<List<Part>> PARTS = new ClassValue<>() {
        @Override
        protected List<Part> computeValue(Class<?> type) {
            return Arrays.stream(type.getRecordComponents()).map(Part::of).toList();
        }
    };

    private MissingParts() {}

    /// The first component, at any depth, that is null without being marked `@Nullable`.
    static Optional<String> of(Record whole) {
        for (Part part : PARTS.get(whole.getClass())) {
            Object value = part.value(whole);
            if (value == null && !part.mayMiss()) {
                return Optional.of(part.name());
            }
            if (value instanceof Record inner) {
                Optional<String> missing = of(inner);
                if (missing.isPresent()) {
                    return missing.map(name -> part.name() + "." + name);
                }
            }
        }
        return Optional.empty();
    }

    private record Part(String name, Method accessor, boolean mayMiss) {
        static Part of(RecordComponent component) {
            return new Part(
                    component.getName(),
                    component.getAccessor(),
                    component.getAnnotatedType().isAnnotationPresent(Nullable.class));
        }

        @Nullable
        Object value(Record whole) {
            try {
                return accessor.invoke(whole);
            } catch (IllegalAccessException | InvocationTargetException e) {
                throw new IllegalStateException("cannot read " + name + " of " + whole.getClass(), e);
            }
        }
    }
}
