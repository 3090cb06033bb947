package dev.becas.gputrainer.gguf;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.WeightType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each rule about a file has one that breaks it, and one sentence that says so.
class GgufRefusalTest {
    @TempDir
    Path folder;

    @Test
    void refusesAnotherMagic() {
        refused("the first four bytes must be GGUF but are not", new Bytes().text4("GGML"));
        refused("the first four bytes must be GGUF but are not", new Bytes());
    }

    @Test
    void refusesOtherVersionsAndByteOrders() {
        refused("version must be 2 or 3 but was 1", header(1, 0, 0));
        refused("version must be little-endian but was big-endian", header(3 << 24, 0, 0));
    }

    @Test
    void refusesAbsurdCounts() {
        refused("tensor count must be in [0, 65536] but was 18446744073709551615", header(3, -1, 0));
        refused("metadata count must be in [0, 4096] but was 4000000000", header(3, 0, 4_000_000_000L));
        refused("metadata count must fit into the 0 bytes that are left of the file but was 4096", header(3, 0, 4096));
        refused("tensor count must fit into the 0 bytes that are left of the file but was 9", header(3, 9, 0));
    }

    @Test
    void refusesBadMetadata() {
        refused(
                "length of key of metadata entry 0 must be in [0, 256] but was 257",
                entry(257, "").pad(300));
        refused(
                "the key of metadata entry 0 must not be empty",
                entry(0, "").int32(4).pad(300));
        refused(
                "type of k must be in [0, 12] but was 13",
                entry(1, "k").int32(13).pad(300));
        refused("k must be 0 or 1 but was 2", entry(1, "k").int32(7).int8(2).pad(300));
        refused(
                "length of k must be in [0, 1048576] but was 1048577",
                entry(1, "k").int32(8).int64(1_048_577));
        refused(
                "k at byte 45 takes 100 bytes, more than are left of the file's 53",
                entry(1, "k").int32(8).int64(100).pad(8));
        refused(
                "key of metadata entry 0 must be UTF-8 but is not",
                entry(1, "").int8(0xff).pad(300));
        refused(
                "element count of k must fit into the 0 bytes that are left of the file but was 1000",
                entry(1, "k").int32(9).int32(0).int64(1000));
        refused(
                "k must nest arrays at most 4 deep but nests them deeper",
                entry(1, "k").int32(9).array().array().array().array().pad(300));
        refused(
                "the metadata key k is there twice",
                header(3, 0, 2)
                        .int64(1)
                        .text("k")
                        .int32(0)
                        .int8(1)
                        .int64(1)
                        .text("k")
                        .int32(0)
                        .int8(1)
                        .pad(300));
    }

    @Test
    void refusesBadTensors() {
        refused(
                "length of name of tensor 0 must be in [0, 63] but was 64",
                header(3, 1, 0).int64(64).pad(99));
        refused("dimensions of w must be in [1, 4] but was 5", tensor(5).pad(99));
        refused("dimensions of w must be in [1, 4] but was 0", tensor(0).pad(99));
        refused(
                "side 0 of w must be in [1, 68719476736] but was 0",
                tensor(1).int64(0).pad(99));
        refused(
                "side 1 of w must be in [1, 1] but was 2",
                tensor(2).int64(1L << 36).int64(2).pad(99));
        refused(
                "side 0 of w must be a multiple of 32 for Q8_0 but was 33",
                tensor(1).int64(33).int32(8).pad(99));
        refused(
                "offset of w must leave room for its 4 bytes within the file's 156 but was 96",
                tensor(1).int64(1).int32(0).int64(96).pad(99));
        refused(
                "offset of w must leave room for its 4 bytes within the file's 156 but was 18446744073709551584",
                tensor(1).int64(1).int32(0).int64(-32).pad(99));
        refused(
                "offset of w must be a multiple of the alignment 32 but was 7",
                tensor(1).int64(1).int32(0).int64(7).pad(99));
        refused(
                "the tensor w is there twice",
                header(3, 2, 0).tensor("w", 0).tensor("w", 32).pad(99));
        refused(
                "offset of v must be at or after byte 100, where w ends, but was 96",
                header(3, 2, 0).tensor("w", 0).tensor("v", 0).pad(199));
    }

    @Test
    void refusesUnknownTypesByNumber() {
        IOException refusal = assertThrows(
                IOException.class, () -> open(tensor(1).int64(256).int32(10).pad(999)));
        assertEquals(
                "bad.gguf: type of w must be one of 0 (F32) 1 (F16) 2 (Q4_0) 3 (Q4_1) 6 (Q5_0) 7 (Q5_1) 8 (Q8_0)"
                        + " 12 (Q4_K) 13 (Q5_K) 14 (Q6_K) 30 (BF16) but was 10",
                refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            general.architecture | gemma3 | general.architecture must be one of llama, qwen3 but was gemma3
            general.type | adapter | general.type must be model but was adapter
            llama.rope.scaling.type | yarn | llama.rope.scaling.type must be none or linear but was yarn
            llama.embedding_length | wide | llama.embedding_length must be an integer but was STRING
            """)
    void refusesBadTexts(String key, String value, String sentence) {
        refusedWith(GgufEntry.of(key, value), sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            llama.block_count | 0 | llama.block_count must be in [1, 512] but was 0
            llama.block_count | -294967296 | llama.block_count must be in [1, 512] but was 4000000000
            llama.block_count | 3 | there is no tensor blk.2.attn_norm.weight
            llama.block_count | 1 | the tensor blk.1.attn_norm.weight is none of this architecture
            llama.attention.head_count_kv | 3 | keyValueHeads must divide heads 4 but was 3
            llama.feed_forward_length | 95 | shape of blk.0.ffn_gate.weight must be [95, 64] but was [96, 64]
            llama.expert_count | 8 | llama.expert_count asks for arithmetic that Becas does not do
            llama.rope.dimension_count | 8 | llama.rope.dimension_count must be 16 but was 8
            llama.vocab_size | 41 | llama.vocab_size must be 40 but was 41
            split.count | 2 | split.count must be 1: join the parts first, but was 2
            general.alignment | 7 | general.alignment must be in [8, 65536] but was 7
            general.alignment | 24 | general.alignment must be a power of two but was 24
            """)
    void refusesBadCounts(String key, int value, String sentence) {
        refusedWith(GgufEntry.of(key, value), sentence);
    }

    @ParameterizedTest
    @CsvSource({"NaN", "-0.00001", "0", "Infinity", "1"})
    void refusesAnEpsilonThatIsNone(float epsilon) {
        refusedWith(
                GgufEntry.of("llama.attention.layer_norm_rms_epsilon", epsilon),
                "llama.attention.layer_norm_rms_epsilon must be in (0.0, 0.1] but was " + (double) epsilon);
    }

    @Test
    void refusesAFileThatWasCutShort() throws IOException {
        Path path = TinyModels.write(folder.resolve("tiny.gguf"), TinyModels.LLAMA, WeightType.F32);
        byte[] whole = Files.readAllBytes(path);
        for (int size = 0; size < whole.length; size += 397) {
            MemorySegment cut = MemorySegment.ofArray(whole).asSlice(0, size);
            assertThrows(IOException.class, () -> GgufModel.of(GgufFile.of("cut.gguf", cut)), "cut at " + size);
        }
    }

    private void refusedWith(GgufEntry entry, String sentence) {
        ModelConfig config = TinyModels.LLAMA;
        IOException refusal = assertThrows(IOException.class, () -> {
            GgufWriter writer = TinyModels.writer(config);
            // The layout stays that of 32 bytes, whatever the header then says.
            TinyModels.tensors(config, WeightType.F32, name -> true).forEach(writer::add);
            writer.put(entry);
            Path path = folder.resolve("bad.gguf");
            writer.write(path);
            GgufModel.open(path).close();
        });
        assertEquals("bad.gguf: " + sentence, refusal.getMessage());
    }

    private static void refused(String sentence, Bytes file) {
        IOException refusal = assertThrows(IOException.class, () -> open(file));
        assertEquals("bad.gguf: " + sentence, refusal.getMessage());
    }

    private static void open(Bytes file) throws IOException {
        GgufFile.of("bad.gguf", MemorySegment.ofArray(file.out.toByteArray())).close();
    }

    private static Bytes header(int version, long tensors, long entries) {
        return new Bytes().text4("GGUF").int32(version).int64(tensors).int64(entries);
    }

    private static Bytes entry(long keyBytes, String key) {
        return header(3, 0, 1).int64(keyBytes).text(key);
    }

    private static Bytes tensor(int dimensions) {
        return header(3, 1, 0).int64(1).text("w").int32(dimensions);
    }

    /// A file written by hand.
    private static final class Bytes {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Bytes text4(String text) {
            return text(text);
        }

        Bytes text(String text) {
            out.writeBytes(text.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        Bytes int8(int value) {
            out.write(value);
            return this;
        }

        Bytes int32(int value) {
            for (int i = 0; i < 4; i++) {
                out.write(value >>> (8 * i));
            }
            return this;
        }

        Bytes int64(long value) {
            return int32((int) value).int32((int) (value >>> 32));
        }

        Bytes array() {
            return int32(9).int64(1);
        }

        /// One F32 number.
        Bytes tensor(String name, long offset) {
            return int64(name.length()).text(name).int32(1).int64(1).int32(0).int64(offset);
        }

        Bytes pad(int bytes) {
            out.writeBytes(new byte[bytes]);
            return this;
        }
    }
}
