package dev.becas.gputrainer.gguf;

import dev.becas.gputrainer.model.WeightInfo;
import dev.becas.gputrainer.model.WeightType;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Reads and checks everything before the tensors' bytes: magic, version, counts, metadata, tensor descriptions.
final class HeaderReader {
    static final int MAGIC = 0x46554747; // "GGUF"
    static final int ALIGNMENT_DEFAULT = 32;
    static final String ALIGNMENT_KEY = "general.alignment";

    private static final int ENTRY_BYTES_MIN = 8 + 1 + 4 + 1;
    private static final int TENSOR_BYTES_MIN = 8 + 1 + 4 + 8 + 4 + 8;

    private final Refusals refusals;
    private final MemorySegment file;
    private final Cursor cursor;

    HeaderReader(Refusals refusals, MemorySegment file) {
        this.refusals = refusals;
        this.file = file;
        this.cursor = new Cursor(refusals, file.asSlice(0, Math.min(file.byteSize(), GgufLimits.HEADER_BYTES_MAX)));
    }

    GgufHeader read() throws IOException {
        if (file.byteSize() < 4 || cursor.int32("magic") != MAGIC) {
            throw refusals.refuse("the first four bytes must be GGUF but are not");
        }
        int version = cursor.int32("version");
        if (Integer.reverseBytes(version) == 2 || Integer.reverseBytes(version) == 3) {
            throw refusals.refuse("version", "must be little-endian", "big-endian");
        }
        if (version != 2 && version != 3) {
            throw refusals.refuse("version", "must be 2 or 3", Integer.toUnsignedString(version));
        }
        long tensorCount = cursor.count("tensor count", GgufLimits.TENSORS_MAX);
        long entryCount = cursor.count("metadata count", GgufLimits.ENTRIES_MAX);
        fits("metadata count", entryCount, ENTRY_BYTES_MIN);
        fits("tensor count", tensorCount, TENSOR_BYTES_MIN);
        GgufMetadata metadata = metadata(entryCount);
        List<WeightInfo> infos = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        tensorInfos(tensorCount, infos, offsets);
        int alignment = metadata.integer(ALIGNMENT_KEY, 8, (int) GgufLimits.ALIGNMENT_MAX)
                .orElse(ALIGNMENT_DEFAULT);
        if (Integer.bitCount(alignment) != 1) {
            throw refusals.refuse(ALIGNMENT_KEY, "must be a power of two", alignment);
        }
        return new GgufHeader(version, alignment, metadata, place(infos, offsets, alignment));
    }

    private GgufMetadata metadata(long count) throws IOException {
        Map<String, GgufEntry> entries = new LinkedHashMap<>();
        for (long i = 0; i < count; i++) {
            String key = cursor.text("key of metadata entry " + i, GgufLimits.KEY_BYTES_MAX);
            if (key.isEmpty()) {
                throw refusals.refuse("the key of metadata entry " + i + " must not be empty");
            }
            GgufType type = type(key);
            long start = cursor.position();
            walk(key, type, 0);
            if (entries.put(key, new GgufEntry(key, type, cursor.since(start))) != null) {
                throw refusals.refuse("the metadata key " + Refusals.shown(key) + " is there twice");
            }
        }
        return new GgufMetadata(refusals, entries.values());
    }

    /// Walks over a value and checks it; takes no memory.
    private void walk(String key, GgufType type, int depth) throws IOException {
        switch (type) {
            case BOOL -> {
                int value = cursor.uint8(key);
                if (value > 1) {
                    throw refusals.refuse(key, "must be 0 or 1", value);
                }
            }
            case STRING -> cursor.skipText(key, GgufLimits.TEXT_BYTES_MAX);
            case ARRAY -> walkArray(key, depth);
            default -> cursor.skip(type.bytesMin(), key);
        }
    }

    private void walkArray(String key, int depth) throws IOException {
        if (depth == GgufLimits.ARRAY_DEPTH_MAX) {
            throw refusals.refuse(key + " must nest arrays at most " + depth + " deep but nests them deeper");
        }
        GgufType elementType = type(key);
        long count = cursor.count("element count of " + key, GgufLimits.ELEMENTS_MAX);
        fits("element count of " + key, count, elementType.bytesMin());
        if (elementType.isFixed() && elementType != GgufType.BOOL) {
            cursor.skip(count * elementType.bytesMin(), key);
            return;
        }
        for (long i = 0; i < count; i++) {
            walk(key, elementType, depth + 1);
        }
    }

    private GgufType type(String key) throws IOException {
        int number = cursor.int32("type of " + key);
        return GgufType.of(number)
                .orElseThrow(() -> refusals.refuse(
                        "type of " + key,
                        "must be in [0, " + (GgufType.values().length - 1) + "]",
                        Integer.toUnsignedString(number)));
    }

    private void tensorInfos(long count, List<WeightInfo> infos, List<Long> offsets) throws IOException {
        Set<String> names = new HashSet<>();
        for (long i = 0; i < count; i++) {
            String name = cursor.text("name of tensor " + i, GgufLimits.TENSOR_NAME_BYTES_MAX);
            if (!names.add(name)) {
                throw refusals.refuse("the tensor " + Refusals.shown(name) + " is there twice");
            }
            infos.add(tensorInfo(name));
            offsets.add(cursor.int64("offset of " + name));
        }
    }

    private WeightInfo tensorInfo(String name) throws IOException {
        int dimensions = cursor.int32("dimensions of " + name);
        if (dimensions < 1 || dimensions > 4) {
            throw refusals.refuse("dimensions of " + name, "must be in [1, 4]", Integer.toUnsignedString(dimensions));
        }
        List<Long> shape = new ArrayList<>();
        long values = 1;
        for (int d = 0; d < dimensions; d++) {
            long side = cursor.int64("side " + d + " of " + name);
            if (side < 1 || side > GgufLimits.TENSOR_VALUES_MAX / values) {
                throw refusals.refuse(
                        "side " + d + " of " + name,
                        "must be in [1, " + GgufLimits.TENSOR_VALUES_MAX / values + "]",
                        Long.toUnsignedString(side));
            }
            values *= side;
            shape.add(side);
        }
        int type = cursor.int32("type of " + name);
        WeightType weightType =
                WeightType.ofGgml(type).orElseThrow(() -> refusals.refuse("type of " + name, readable(), type));
        if (shape.getFirst() % weightType.blockValues() != 0) {
            throw refusals.refuse(
                    "side 0 of " + name,
                    "must be a multiple of " + weightType.blockValues() + " for " + weightType,
                    shape.getFirst());
        }
        Collections.reverse(shape);
        return new WeightInfo(name, weightType, shape);
    }

    private static String readable() {
        StringBuilder types = new StringBuilder("must be one of");
        for (WeightType type : WeightType.values()) {
            types.append(' ').append(type.ggmlId()).append(" (").append(type).append(')');
        }
        return types.toString();
    }

    /// Where each tensor lies: aligned, within the file, and none over another.
    private List<GgufTensor> place(List<WeightInfo> infos, List<Long> offsets, int alignment) throws IOException {
        long start = GgufHeader.aligned(cursor.position(), alignment);
        List<GgufTensor> tensors = new ArrayList<>();
        for (int i = 0; i < infos.size(); i++) {
            WeightInfo info = infos.get(i);
            long offset = offsets.get(i);
            long room = file.byteSize() - start - info.bytes();
            if (offset < 0 || offset > room) {
                throw refusals.refuse(
                        "offset of " + info.name(),
                        "must leave room for its " + info.bytes() + " bytes within the file's " + file.byteSize(),
                        Long.toUnsignedString(offset));
            }
            if (offset % alignment != 0) {
                throw refusals.refuse(
                        "offset of " + info.name(), "must be a multiple of the alignment " + alignment, offset);
            }
            tensors.add(new GgufTensor(info, start + offset));
        }
        refuseOverlaps(tensors);
        return tensors;
    }

    private void refuseOverlaps(List<GgufTensor> tensors) throws IOException {
        List<GgufTensor> sorted = tensors.stream()
                .sorted(Comparator.comparingLong(GgufTensor::offset))
                .toList();
        for (int i = 1; i < sorted.size(); i++) {
            GgufTensor before = sorted.get(i - 1);
            GgufTensor tensor = sorted.get(i);
            if (tensor.offset() < before.end()) {
                throw refusals.refuse(
                        "offset of " + tensor.info().name(),
                        "must be at or after byte " + before.end() + ", where "
                                + Refusals.shown(before.info().name()) + " ends,",
                        tensor.offset());
            }
        }
    }

    private void fits(String what, long count, int bytesEach) throws IOException {
        if (count > cursor.left() / bytesEach) {
            throw refusals.refuse(
                    what, "must fit into the " + cursor.left() + " bytes that are left of the file", count);
        }
    }
}
