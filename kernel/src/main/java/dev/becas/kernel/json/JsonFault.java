package dev.becas.kernel.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is wrong with a person's YAML or JSON, in the person's words: which key, which rule, which value.
public final class JsonFault {
    private static final Pattern LINE = Pattern.compile("line (\\d+)");

    private JsonFault() {}

    /// The key, as a path: `rules[1].action`; empty when no key is to blame.
    public static String path(JsonProcessingException fault) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : steps(fault)) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    /// The rule and the value.
    ///
    /// @param whole what was read, where there is a tree of it
    public static String reason(JsonProcessingException fault, @Nullable JsonNode whole) {
        if (fault instanceof UnrecognizedPropertyException unknown) {
            return "there is no such key; keys here are "
                    + new TreeSet<>(unknown.getKnownPropertyIds().stream()
                            .map(String::valueOf)
                            .toList());
        }
        Throwable cause = fault.getCause();
        if ((cause instanceof IllegalArgumentException || cause instanceof DateTimeException)
                && cause.getMessage() != null) {
            return firstLine(cause.getMessage());
        }
        if (fault instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return "must be " + inWords(mismatch.getTargetType()) + value(mismatch, whole);
        }
        return firstLine(fault.getOriginalMessage());
    }

    /// The line of a YAML text in which the fault is, as far as it can be told: that of the key which the rule names,
    /// else that of the path, else where the parser stood.
    public static int line(JsonProcessingException fault, String text) {
        String path = path(fault);
        String named = reason(fault, null).split("[ :]", 2)[0];
        return YamlLines.of(text, path.isEmpty() ? named : path + "." + named)
                .orElseGet(() -> YamlLines.of(text, path).orElseGet(() -> parserLine(fault)));
    }

    private static int parserLine(JsonProcessingException fault) {
        Matcher lines = LINE.matcher(String.valueOf(fault.getOriginalMessage()));
        int last = fault.getLocation() == null ? 0 : fault.getLocation().getLineNr();
        while (lines.find()) {
            last = Integer.parseInt(lines.group(1));
        }
        return last;
    }

    private static List<JsonMappingException.Reference> steps(JsonProcessingException fault) {
        return fault instanceof JsonMappingException mapping ? mapping.getPath() : List.of();
    }

    private static String value(MismatchedInputException fault, @Nullable JsonNode whole) {
        if (fault instanceof InvalidFormatException format) {
            return " but was '" + format.getValue() + "'";
        }
        if (steps(fault).isEmpty()) {
            return "";
        }
        JsonNode at = whole;
        for (JsonMappingException.Reference step : steps(fault)) {
            if (at != null) {
                at = step.getFieldName() == null ? at.get(step.getIndex()) : at.get(step.getFieldName());
            }
        }
        return at == null ? "" : " but was " + at;
    }

    private static String inWords(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == double.class || type == Double.class) {
            return "a number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "text";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(c -> c.toString().toLowerCase(Locale.ROOT))
                            .toList();
        }
        return Iterable.class.isAssignableFrom(type) ? "a list" : "keys and values";
    }

    /// A parser's message without the picture of the text that it draws below.
    private static String firstLine(@Nullable String text) {
        return text == null
                ? "unreadable"
                : text.lines()
                        .filter(l -> !l.isBlank() && !Character.isWhitespace(l.charAt(0)))
                        .collect(Collectors.joining(", "));
    }
}
