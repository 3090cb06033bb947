package dev.becas.kernel.config;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations as people write them: `500 ms`, `2 s`, `15 min`, `24h`, `30 days`, `6 months` (of 30 days).
public final class HumanUnits {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})\\s*([a-z]+)");

    private HumanUnits() {}

    static SimpleModule module() {
        SimpleModule module = new SimpleModule("human-units");
        module.addDeserializer(Duration.class, new DurationReader());
        module.addSerializer(Duration.class, new DurationWriter());
        return module;
    }

    /// Reads a duration.
    ///
    /// @throws IllegalArgumentException naming the rule and the value
    public static Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text.strip());
        if (!matcher.matches()) {
            throw wrong(text);
        }
        long n = Long.parseLong(matcher.group(1));
        return switch (matcher.group(2)) {
            case "ms" -> Duration.ofMillis(n);
            case "s", "sec", "second", "seconds" -> Duration.ofSeconds(n);
            case "m", "min", "minute", "minutes" -> Duration.ofMinutes(n);
            case "h", "hour", "hours" -> Duration.ofHours(n);
            case "d", "day", "days" -> Duration.ofDays(n);
            case "month", "months" -> Duration.ofDays(30 * n);
            default -> throw wrong(text);
        };
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "must be a number with its unit (ms, s, min, h, days, months), such as 24h, but was '" + text + "'");
    }

    private static final class DurationReader extends StdDeserializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationReader() {
            super(Duration.class);
        }

        @Override
        public Duration deserialize(JsonParser in, DeserializationContext context) throws IOException {
            String text = in.getValueAsString("");
            return text.startsWith("PT") ? Duration.parse(text) : duration(text.isEmpty() ? in.getText() : text);
        }
    }

    private static final class DurationWriter extends StdSerializer<Duration> {
        private static final long serialVersionUID = 1L;

        DurationWriter() {
            super(Duration.class);
        }

        @Override
        public void serialize(Duration value, JsonGenerator out, SerializerProvider provider) throws IOException {
            out.writeString(value.toString());
        }
    }
}
