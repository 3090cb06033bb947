package dev.becas.checks.docs;

import static dev.becas.checks.docs.Table.code;

import dev.becas.kernel.config.Config;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The sections of `becas.yaml`: each settings record says in its first line which section it is, and keeps its
/// defaults.
final class SettingsPage {
    private static final Pattern SECTION = Pattern.compile("[Ss]ection `(\\w+)`");
    private static final long SECONDS_A_DAY = 86_400;

    private SettingsPage() {}

    static String text() throws ReflectiveOperationException {
        var sections = new TreeMap<String, String>();
        for (String source : Code.sources()) {
            if (source.matches(".*(Settings|Options)\\.java")) {
                RecordSource record = RecordSource.in(Code.read(source)).stream()
                        .filter(r -> source.endsWith("/" + r.name() + ".java"))
                        .findFirst()
                        .orElse(null);
                Matcher section = SECTION.matcher(record == null ? "" : record.says());
                if (record != null && section.find()) {
                    sections.put(section.group(1), section(section.group(1), source, record));
                }
            }
        }
        return """
                # Settings

                `becas.yaml` in the home folder, a section a component. What the file leaves out has the default below, and the
                environment wins over both. A duration is a number with its unit: `500 ms`, `2 s`, `15 min`, `24h`, `30 days`. A key that
                nobody knows, or a value out of its range, stops the start with one sentence that names file, key, rule and value.
                """ + String.join("", sections.values());
    }

    private static String section(String name, String source, RecordSource record) throws ReflectiveOperationException {
        Object defaults = Code.defaults(Code.classOf(source));
        Table table = new Table("key", "default", "what it is", "environment");
        for (RecordSource.Component component : record.components()) {
            table.row(
                    code(name + "." + component.name()),
                    shown(value(defaults, component.name())),
                    component.says(),
                    code(Config.environmentName(name, component.name())));
        }
        return "\n## " + name + "\n\nSource: [" + record.name() + "](../../" + source + ").\n\n" + table;
    }

    private static @Nullable Object value(Object record, String component) throws ReflectiveOperationException {
        Method accessor = record.getClass().getDeclaredMethod(component);
        accessor.setAccessible(true);
        return accessor.invoke(record);
    }

    private static String shown(@Nullable Object value) throws ReflectiveOperationException {
        return switch (value) {
            case null -> "none";
            case Duration duration -> code(human(duration));
            case Collection<?> many -> many.isEmpty() ? "none" : code(many.toString());
            case Map<?, ?> map -> map.isEmpty() ? "none" : code(map.toString());
            case Enum<?> choice -> code(choice.name().toLowerCase(java.util.Locale.ROOT));
            case Record parts -> parts(parts);
            default -> value.toString().isEmpty() ? "none" : code(value.toString());
        };
    }

    private static String parts(Record record) {
        return java.util.Arrays.stream(record.getClass().getRecordComponents())
                .map(part -> part.getName() + " " + valueOf(record, part.getName()))
                .collect(Collectors.joining(", "));
    }

    private static String valueOf(Record record, String name) {
        try {
            return shown(value(record, name));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("cannot read " + name + " of " + record, e);
        }
    }

    private static String human(Duration duration) {
        long seconds = duration.toSeconds();
        if (duration.toMillis() % 1_000 != 0) {
            return duration.toMillis() + " ms";
        } else if (seconds % SECONDS_A_DAY == 0 && seconds > SECONDS_A_DAY) {
            return seconds / SECONDS_A_DAY + " days";
        } else if (seconds % 3_600 == 0) {
            return seconds / 3_600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + " min" : seconds + " s";
    }
}
