package dev.becas.linear.model;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Reads one field after another and refuses the first that breaks its rule, with a sentence that names file, field,
/// rule and value.
public final class FieldReader {
    private final Path file;
    private final ByteBuffer bytes;

    FieldReader(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes;
    }

    /// A whole number in `[least, most]`.
    public int integer(String field, int least, int most) throws IOException {
        requireRemaining(field, Integer.BYTES);
        int value = bytes.getInt();
        String rule = least == most ? "be " + least : "be in [" + least + ", " + most + "]";
        require(value >= least && value <= most, field, rule, value);
        return value;
    }

    /// A number in `[least, most]`.
    public double real(String field, double least, double most) throws IOException {
        requireRemaining(field, Double.BYTES);
        double value = bytes.getDouble();
        require(value >= least && value <= most, field, "be in [" + least + ", " + most + "]", value);
        return value;
    }

    /// A number that is neither infinite nor missing.
    public float finiteFloat(String field) throws IOException {
        requireRemaining(field, Float.BYTES);
        float value = bytes.getFloat();
        require(Float.isFinite(value), field, "be finite", value);
        return value;
    }

    float finiteFloat(String field, int position) throws IOException {
        if (bytes.remaining() >= Float.BYTES && Float.isFinite(bytes.getFloat(bytes.position()))) {
            return bytes.getFloat();
        }
        return finiteFloat(field + " " + position);
    }

    /// A text of 1 to `bytesMax` bytes of UTF-8 behind its length in two bytes.
    public String text(String field, int bytesMax) throws IOException {
        requireRemaining("length of " + field, Short.BYTES);
        int length = Short.toUnsignedInt(bytes.getShort());
        require(length >= 1 && length <= bytesMax, "length of " + field, "be in [1, " + bytesMax + "]", length);
        return new String(take(field, length), StandardCharsets.UTF_8);
    }

    /// `count` bytes as hexadecimal digits.
    public String hexadecimal(String field, int count) throws IOException {
        return SealedFile.hex(take(field, count));
    }

    String latin(String field, int count) throws IOException {
        return new String(take(field, count), StandardCharsets.ISO_8859_1);
    }

    private byte[] take(String field, int count) throws IOException {
        requireRemaining(field, count);
        byte[] taken = new byte[count];
        bytes.get(taken);
        return taken;
    }

    /// Refuses a file that has not `needed` more bytes, before memory is taken for them.
    public void requireRemaining(String field, long needed) throws IOException {
        require(bytes.remaining() >= needed, field, "have " + needed + " more bytes", bytes.remaining());
    }

    /// Refuses a file that goes on after its last field.
    public void end() throws IOException {
        require(!bytes.hasRemaining(), "end", "have 0 more bytes", bytes.remaining());
    }

    /// Refuses the file unless `holds`.
    public void require(boolean holds, String field, String rule, Object value) throws IOException {
        if (!holds) {
            throw new IOException(file + ": " + field + " must " + rule + " but was " + value);
        }
    }
}
