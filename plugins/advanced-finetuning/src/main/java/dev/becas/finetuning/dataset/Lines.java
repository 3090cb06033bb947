package dev.becas.finetuning.dataset;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.becas.kernel.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// Writes one example as one line of JSON: keys in alphabetical order, no spaces, UTF-8, so that equal examples are
/// equal bytes. To freeze, two places in the line are left to be filled in: its cluster and its part, which are not
/// known yet. Outside a dataset a line has neither.
public final class Lines {
    /// As long as every id.
    private static final String NO_CLUSTER = "0".repeat(24);
    private static final String NO_PART = "?";

    private static final class Buffer extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }

    /// What an example of the category itself weighs.
    private static final int WHOLE_WEIGHT = 1;

    private final boolean toFreeze;
    private final Buffer buffer = new Buffer();
    private int clusterEnd;
    private int partEnd;

    private Lines(boolean toFreeze) {
        this.toFreeze = toFreeze;
    }

    /// With places for cluster and part.
    static Lines toFreeze() {
        return new Lines(true);
    }

    /// Without cluster and part.
    public static Lines outsideDatasets() {
        return new Lines(false);
    }

    /// Writes `example` and returns its line, with the line break; valid in [#bytes()] until the next one.
    ///
    /// @return the line's length in bytes
    public int write(FrozenExample example) throws IOException {
        buffer.reset();
        try (JsonGenerator json = Json.MAPPER.getFactory().createGenerator(buffer)) {
            json.writeStartObject();
            json.writeStringField("id", example.id());
            json.writeStringField("input", example.input());
            json.writeObjectFieldStart("metadata");
            writeMetadata(json, example);
            json.writeEndObject();
            json.writeStringField("output", example.output());
            json.writeStringField("quality", example.tier().wireName());
            json.writeStringField("system", example.system());
            json.writeEndObject();
        }
        buffer.write('\n');
        return buffer.size();
    }

    /// The bytes of the line, and others after it.
    public byte[] bytes() {
        return buffer.bytes();
    }

    /// Where the cluster is to stand, in bytes from the line's beginning.
    int clusterStart() {
        return clusterEnd - NO_CLUSTER.length();
    }

    /// Where what follows the cluster begins.
    int clusterEnd() {
        return clusterEnd;
    }

    /// Where the part is to stand.
    int partStart() {
        return partEnd - NO_PART.length();
    }

    /// Where what follows the part begins.
    int partEnd() {
        return partEnd;
    }

    private void writeMetadata(JsonGenerator json, FrozenExample example) throws IOException {
        json.writeStringField("at", example.at().toString());
        json.writeStringField("category", example.about());
        if (toFreeze) {
            json.writeStringField("cluster", NO_CLUSTER);
            clusterEnd = endOfText(json);
        }
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
        if (toFreeze) {
            json.writeStringField("split", NO_PART);
            partEnd = endOfText(json);
        }
        json.writeStringField("tier", example.tier().wireName());
        json.writeStringField("tierFloor", example.tierFloor());
        json.writeNumberField("weight", WHOLE_WEIGHT);
    }

    /// Where the text that was written last ends, before its quotation mark.
    private int endOfText(JsonGenerator json) throws IOException {
        json.flush();
        return buffer.size() - 1;
    }
}
