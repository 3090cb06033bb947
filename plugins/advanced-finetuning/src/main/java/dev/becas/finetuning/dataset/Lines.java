package dev.becas.finetuning.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.becas.kernel.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// Writes one example as one line of JSON: keys in alphabetical order, no spaces, UTF-8, so that equal examples are
/// equal bytes.
final class Lines {
    private static final class Buffer extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }

    /// What an example of the category itself weighs.
    private static final int WHOLE_WEIGHT = 1;

    private final Buffer buffer = new Buffer();

    /// Writes `example` and returns its line, with the line break; valid in [#bytes()] until the next one.
    ///
    /// @return the line's length in bytes
    int write(FrozenExample example, Part part, String cluster) throws IOException {
        buffer.reset();
        try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(buffer)) {
            json.writeStartObject();
            json.writeStringField("id", example.id());
            json.writeStringField("input", example.input());
            json.writeObjectFieldStart("metadata");
            writeMetadata(json, example, part, cluster);
            json.writeEndObject();
            json.writeStringField("output", example.output());
            json.writeStringField("quality", example.tier().wireName());
            json.writeStringField("system", example.system());
            json.writeEndObject();
        }
        buffer.write('\n');
        return buffer.size();
    }

    byte[] bytes() {
        return buffer.bytes();
    }

    private static void writeMetadata(JsonGenerator json, FrozenExample example, Part part, String cluster)
            throws IOException {
        json.writeStringField("at", example.at().toString());
        json.writeStringField("category", example.about());
        json.writeStringField("cluster", cluster);
        json.writeStringField("collectedAs", example.category());
        json.writeStringField("family", example.family());
        json.writeStringField("guild", example.guild());
        json.writeStringField("label", example.label());
        json.writeStringField("labelSource", example.labelSource());
        json.writeStringField("outcome", example.outcome().wireName());
        json.writeStringField("polarity", example.polarity());
        json.writeStringField("provenance", example.provenance());
        if (example.rejected() != null) {
            json.writeStringField("rejected", example.rejected());
        }
        json.writeNumberField("score", example.scoreBp());
        json.writeNumberField("seen", example.seen());
        json.writeStringField("split", part.wireName());
        json.writeStringField("tier", example.tier().wireName());
        json.writeStringField("tierFloor", example.tierFloor());
        json.writeNumberField("weight", WHOLE_WEIGHT);
    }
}
