package dev.becas.gputrainer.gguf;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The metadata of a file in its order, read by key. A key that is there with another type, or out of range, is refused
/// whether or not it is needed.
public final class GgufMetadata {
    private final Refusals refusals;
    private final Map<String, GgufEntry> entries;

    GgufMetadata(Refusals refusals, Collection<GgufEntry> entries) {
        this.refusals = refusals;
        this.entries = new LinkedHashMap<>();
        entries.forEach(entry -> this.entries.put(entry.key(), entry));
    }

    /// How this file is refused.
    public Refusals refusals() {
        return refusals;
    }

    /// Every entry, in the file's order.
    public List<GgufEntry> entries() {
        return List.copyOf(entries.values());
    }

    /// Whether the key is there, of whatever type.
    public boolean has(String key) {
        return entries.containsKey(key);
    }

    /// A text.
    public Optional<String> text(String key) throws IOException {
        GgufEntry entry = typed(key, Set.of(GgufType.STRING), "a text");
        return entry == null ? Optional.empty() : Optional.of(entry.text(refusals));
    }

    /// Yes or no.
    public Optional<Boolean> bool(String key) throws IOException {
        GgufEntry entry = typed(key, Set.of(GgufType.BOOL), "yes or no");
        return entry == null ? Optional.empty() : Optional.of(entry.bool());
    }

    /// An integer of any width in [min, max].
    public Optional<Integer> integer(String key, int min, int max) throws IOException {
        GgufEntry entry = entries.get(key);
        if (entry == null) {
            return Optional.empty();
        }
        if (!entry.type().isInteger()) {
            throw refusals.refuse(key, "must be an integer", entry.type());
        }
        long value = entry.integer();
        if (value < min || value > max) {
            String shown = entry.type() == GgufType.UINT64 ? Long.toUnsignedString(value) : Long.toString(value);
            throw refusals.refuse(key, "must be in [" + min + ", " + max + "]", shown);
        }
        return Optional.of((int) value);
    }

    /// A number over `min` and at most `max`; never NaN.
    public Optional<Float> number(String key, double min, double max) throws IOException {
        GgufEntry entry = typed(key, Set.of(GgufType.FLOAT32, GgufType.FLOAT64), "a number with a fraction");
        if (entry == null) {
            return Optional.empty();
        }
        double value = entry.number();
        if (!(value > min && value <= max)) {
            throw refusals.refuse(key, "must be in (" + min + ", " + max + "]", value);
        }
        return Optional.of((float) value);
    }

    /// An array of texts.
    public Optional<List<String>> texts(String key) throws IOException {
        GgufEntry entry = array(key, Set.of(GgufType.STRING), "texts");
        return entry == null ? Optional.empty() : Optional.of(entry.texts(refusals));
    }

    /// An array of integers, each in [min, max].
    public Optional<List<Integer>> integers(String key, int min, int max) throws IOException {
        GgufEntry entry = array(key, Set.of(GgufType.INT32, GgufType.UINT32, GgufType.INT64), "integers");
        if (entry == null) {
            return Optional.empty();
        }
        List<Integer> integers = new ArrayList<>();
        for (double number : entry.numbers()) {
            if (number < min || number > max) {
                throw refusals.refuse(
                        key + "[" + integers.size() + "]", "must be in [" + min + ", " + max + "]", number);
            }
            integers.add((int) number);
        }
        return Optional.of(integers);
    }

    /// An array of finite numbers.
    public Optional<List<Float>> numbers(String key) throws IOException {
        GgufEntry entry = array(key, Set.of(GgufType.FLOAT32), "numbers of 4 bytes");
        if (entry == null) {
            return Optional.empty();
        }
        List<Float> numbers = new ArrayList<>();
        for (double number : entry.numbers()) {
            if (!Double.isFinite(number)) {
                throw refusals.refuse(key + "[" + numbers.size() + "]", "must be finite", number);
            }
            numbers.add((float) number);
        }
        return Optional.of(numbers);
    }

    /// The value of a key that must be there.
    public <T> T required(String key, Optional<T> value) throws IOException {
        if (value.isEmpty()) {
            throw refusals.refuse("there is no metadata entry " + key);
        }
        return value.get();
    }

    private @Nullable GgufEntry typed(String key, Set<GgufType> types, String wanted) throws IOException {
        GgufEntry entry = entries.get(key);
        if (entry != null && !types.contains(entry.type())) {
            throw refusals.refuse(key, "must be " + wanted, entry.type());
        }
        return entry;
    }

    private @Nullable GgufEntry array(String key, Set<GgufType> types, String wanted) throws IOException {
        GgufEntry entry = typed(key, Set.of(GgufType.ARRAY), "an array of " + wanted);
        if (entry != null && !types.contains(entry.elementType())) {
            throw refusals.refuse(key, "must be an array of " + wanted, "an array of " + entry.elementType());
        }
        return entry;
    }
}
