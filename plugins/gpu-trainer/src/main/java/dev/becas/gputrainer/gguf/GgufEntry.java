package dev.becas.gputrainer.gguf;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// One metadata entry: its key, its type, and its value exactly as the bytes in a file, so that what is copied is the
/// same to the byte. The bytes are checked when the header is read.
///
/// @param value little-endian, without the type's number
public record GgufEntry(String key, GgufType type, MemorySegment value) {
    private static final int ARRAY_HEAD_BYTES = 12;

    /// A text.
    public static GgufEntry of(String key, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment value = MemorySegment.ofArray(new byte[8 + utf8.length]);
        putText(value, 0, utf8);
        return new GgufEntry(key, GgufType.STRING, value);
    }

    /// A count: 4 bytes, unsigned.
    public static GgufEntry of(String key, int count) {
        MemorySegment value = MemorySegment.ofArray(new byte[4]);
        value.set(LittleEndian.INT, 0, count);
        return new GgufEntry(key, GgufType.UINT32, value);
    }

    /// A size: 8 bytes, unsigned.
    public static GgufEntry of(String key, long size) {
        MemorySegment value = MemorySegment.ofArray(new byte[8]);
        value.set(LittleEndian.LONG, 0, size);
        return new GgufEntry(key, GgufType.UINT64, value);
    }

    /// A number of 4 bytes.
    public static GgufEntry of(String key, float number) {
        MemorySegment value = MemorySegment.ofArray(new byte[4]);
        value.set(LittleEndian.FLOAT, 0, number);
        return new GgufEntry(key, GgufType.FLOAT32, value);
    }

    /// Yes or no.
    public static GgufEntry of(String key, boolean yes) {
        return new GgufEntry(key, GgufType.BOOL, MemorySegment.ofArray(new byte[] {(byte) (yes ? 1 : 0)}));
    }

    /// Texts.
    public static GgufEntry ofTexts(String key, List<String> texts) {
        List<byte[]> utf8 = texts.stream()
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
        int size = utf8.stream().mapToInt(text -> 8 + text.length).sum();
        MemorySegment value = array(GgufType.STRING, texts.size(), size);
        long at = ARRAY_HEAD_BYTES;
        for (byte[] text : utf8) {
            at = putText(value, at, text);
        }
        return new GgufEntry(key, GgufType.ARRAY, value);
    }

    /// Numbers of 4 bytes.
    public static GgufEntry ofFloats(String key, List<Float> numbers) {
        MemorySegment value = array(GgufType.FLOAT32, numbers.size(), 4 * numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            value.set(LittleEndian.FLOAT, ARRAY_HEAD_BYTES + 4L * i, numbers.get(i));
        }
        return new GgufEntry(key, GgufType.ARRAY, value);
    }

    /// Integers of 4 bytes, with a sign.
    public static GgufEntry ofIntegers(String key, List<Integer> numbers) {
        MemorySegment value = array(GgufType.INT32, numbers.size(), 4 * numbers.size());
        for (int i = 0; i < numbers.size(); i++) {
            value.set(LittleEndian.INT, ARRAY_HEAD_BYTES + 4L * i, numbers.get(i));
        }
        return new GgufEntry(key, GgufType.ARRAY, value);
    }

    /// What [GgufType] the elements of an array are.
    GgufType elementType() {
        return GgufType.of(value.get(LittleEndian.INT, 0)).orElseThrow();
    }

    /// How many elements an array has.
    int elements() {
        return Math.toIntExact(value.get(LittleEndian.LONG, 4));
    }

    /// The text of a [GgufType#STRING].
    String text(Refusals refusals) throws IOException {
        return refusals.utf8(value.asSlice(8), key);
    }

    /// An integer of any width; for UINT64 as its 64 bits.
    long integer() {
        return integer(type, value, 0);
    }

    /// A number of any type but text, yes-or-no and array.
    double number() {
        return number(type, value, 0);
    }

    boolean bool() {
        return LittleEndian.unsignedByte(value, 0) == 1;
    }

    /// The texts of an array of texts.
    List<String> texts(Refusals refusals) throws IOException {
        int count = elements();
        List<String> texts = new ArrayList<>(count);
        long at = ARRAY_HEAD_BYTES;
        for (int i = 0; i < count; i++) {
            long size = value.get(LittleEndian.LONG, at);
            try {
                texts.add(Cursor.decode(value.asSlice(at + 8, size)));
            } catch (CharacterCodingException e) {
                throw refusals.refuse(key + "[" + i + "]", "must be UTF-8", e);
            }
            at += 8 + size;
        }
        return texts;
    }

    /// The numbers of an array of integers or floats.
    double[] numbers() {
        GgufType elementType = elementType();
        double[] numbers = new double[elements()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = number(elementType, value, ARRAY_HEAD_BYTES + (long) i * elementType.bytesMin());
        }
        return numbers;
    }

    private static double number(GgufType type, MemorySegment bytes, long at) {
        return switch (type) {
            case FLOAT32 -> bytes.get(LittleEndian.FLOAT, at);
            case FLOAT64 -> bytes.get(LittleEndian.DOUBLE, at);
            default -> integer(type, bytes, at);
        };
    }

    private static long integer(GgufType type, MemorySegment bytes, long at) {
        return switch (type) {
            case UINT8 -> LittleEndian.unsignedByte(bytes, at);
            case INT8 -> bytes.get(ValueLayout.JAVA_BYTE, at);
            case UINT16 -> LittleEndian.unsignedShort(bytes, at);
            case INT16 -> bytes.get(LittleEndian.SHORT, at);
            case UINT32 -> Integer.toUnsignedLong(bytes.get(LittleEndian.INT, at));
            case INT32 -> bytes.get(LittleEndian.INT, at);
            case UINT64, INT64 -> bytes.get(LittleEndian.LONG, at);
            default -> throw new IllegalStateException(type + " is no integer");
        };
    }

    private static MemorySegment array(GgufType elementType, int count, int bytes) {
        MemorySegment value = MemorySegment.ofArray(new byte[ARRAY_HEAD_BYTES + bytes]);
        value.set(LittleEndian.INT, 0, elementType.number());
        value.set(LittleEndian.LONG, 4, count);
        return value;
    }

    private static long putText(MemorySegment value, long at, byte[] utf8) {
        value.set(LittleEndian.LONG, at, utf8.length);
        MemorySegment.copy(utf8, 0, value, ValueLayout.JAVA_BYTE, at + 8, utf8.length);
        return at + 8 + utf8.length;
    }
}
