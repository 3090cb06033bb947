package dev.becas.gputrainer.gguf;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads a header from front to back and refuses, in one sentence, whatever does not fit.
final class Cursor {
    private final Refusals refusals;
    private final MemorySegment bytes;
    private long at;

    Cursor(Refusals refusals, MemorySegment bytes) {
        this.refusals = refusals;
        this.bytes = bytes;
    }

    long position() {
        return at;
    }

    long left() {
        return bytes.byteSize() - at;
    }

    /// What was read from `start` to here.
    MemorySegment since(long start) {
        return bytes.asSlice(start, at - start);
    }

    int uint8(String what) throws IOException {
        return LittleEndian.unsignedByte(bytes, take(1, what));
    }

    int int32(String what) throws IOException {
        return bytes.get(LittleEndian.INT, take(4, what));
    }

    long int64(String what) throws IOException {
        return bytes.get(LittleEndian.LONG, take(8, what));
    }

    /// A count or a size: 8 bytes, in [0, max].
    long count(String what, long max) throws IOException {
        long count = int64(what);
        if (count < 0 || count > max) {
            throw refusals.refuse(what, "must be in [0, " + max + "]", Long.toUnsignedString(count));
        }
        return count;
    }

    void skip(long size, String what) throws IOException {
        take(size, what);
    }

    String text(String what, long bytesMax) throws IOException {
        long size = count("length of " + what, bytesMax);
        long start = take(size, what);
        return refusals.utf8(bytes.asSlice(start, size), what);
    }

    /// Walks over a text without making one.
    void skipText(String what, long bytesMax) throws IOException {
        take(count("length of " + what, bytesMax), what);
    }

    private long take(long size, String what) throws IOException {
        if (size > left()) {
            throw refusals.refuse(Refusals.shown(what) + " at byte " + at + " takes " + size
                    + " bytes, more than are left of the file's " + bytes.byteSize());
        }
        long start = at;
        at += size;
        return start;
    }

    /// Strict: what is no UTF-8 is not replaced but refused.
    static String decode(MemorySegment utf8) throws CharacterCodingException {
        ByteBuffer buffer = ByteBuffer.wrap(utf8.toArray(ValueLayout.JAVA_BYTE));
        return StandardCharsets.UTF_8.newDecoder().decode(buffer).toString();
    }
}
