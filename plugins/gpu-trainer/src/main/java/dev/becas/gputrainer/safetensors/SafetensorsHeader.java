package dev.becas.gputrainer.safetensors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.becas.kernel.json.Json;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/// What lies where in a file of the safetensors format: eight bytes with the length of a JSON header, the header, the
/// numbers of all tensors.
///
/// @param slots by the tensors' names, in the order of the header
/// @param metadata words about the file
record SafetensorsHeader(Map<String, Slot> slots, Map<String, String> metadata) {
    /// The largest header that is read: about 80,000 tensors.
    static final long BYTES_MAX = 16L << 20;
    /// Bytes of the header's length, at the beginning of the file.
    static final int LENGTH_BYTES = 8;

    static final String METADATA = "__metadata__";

    private static final Map<String, Integer> BYTES_OF_NUMBER = Map.of("F32", 4, "F16", 2, "BF16", 2);
    private static final long VALUES_MAX = 1L << 36;

    /// Where one tensor lies.
    ///
    /// @param type `F32`, `F16` or `BF16`
    /// @param shape row-major, outermost first
    /// @param from of its first byte, from the end of the header on
    /// @param bytes of all its numbers
    @SuppressWarnings("ArrayRecordComponent") // As the format has it; nobody writes to it.
    record Slot(String type, long[] shape, long from, long bytes) {}

    /// That a file of this size may have a header of this length.
    static void checkLength(String file, long headerBytes, long fileBytes) throws IOException {
        check(
                file,
                headerBytes >= 2 && headerBytes <= Math.min(BYTES_MAX, fileBytes - LENGTH_BYTES),
                "names a header of " + headerBytes + " bytes");
    }

    /// Reads a header. No two tensors lie on each other as none needs more than those before it left.
    ///
    /// @param file for sentences
    /// @param room bytes behind the header
    /// @throws IOException naming file and rule
    static SafetensorsHeader parse(String file, byte[] text, long room) throws IOException {
        Map<String, Slot> slots = new LinkedHashMap<>();
        Map<String, String> metadata = new LinkedHashMap<>();
        long left = room;
        for (Map.Entry<String, JsonNode> entry : parsed(file, text).properties()) {
            if (entry.getKey().equals(METADATA)) {
                entry.getValue()
                        .properties()
                        .forEach(word ->
                                metadata.put(word.getKey(), word.getValue().asText()));
            } else {
                Slot slot = slot(file, entry.getKey(), entry.getValue(), room, left);
                slots.put(entry.getKey(), slot);
                left -= slot.bytes();
            }
        }
        return new SafetensorsHeader(slots, metadata);
    }

    private static JsonNode parsed(String file, byte[] text) throws IOException {
        try {
            JsonNode header = Json.MAPPER.readTree(text);
            check(file, header != null && header.isObject(), "has a header that is no JSON object");
            return header;
        } catch (JsonProcessingException e) {
            throw new IOException(file + " has a header that is no JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static Slot slot(String file, String name, JsonNode header, long room, long left) throws IOException {
        String type = header.path("dtype").asText();
        int bytesOfNumber = BYTES_OF_NUMBER.getOrDefault(type, 0);
        check(file, bytesOfNumber > 0, name + " must be of type F32, F16 or BF16 but is of " + type);
        long[] shape = new long[header.path("shape").size()];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            shape[i] = header.path("shape").path(i).asLong(-1);
            check(file, shape[i] >= 1 && shape[i] <= VALUES_MAX / count, name + " has a side of " + shape[i]);
            count *= shape[i];
        }
        long bytes = bytesOfNumber * count;
        check(file, bytes <= left, name + " must have at most " + left + " bytes but has " + bytes);
        long from = header.path("data_offsets").path(0).asLong(-1);
        long to = header.path("data_offsets").path(1).asLong(-1);
        check(
                file,
                from >= 0 && to <= room && to - from == bytes,
                name + " must lie in " + bytes + " of " + room + " bytes but lies from " + from + " to " + to);
        return new Slot(type, shape, from, bytes);
    }

    static void check(String file, boolean holds, String sentence) throws IOException {
        if (!holds) {
            throw new IOException(file + ": " + sentence);
        }
    }
}
