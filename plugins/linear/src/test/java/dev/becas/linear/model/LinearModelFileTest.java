package dev.becas.linear.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.becas.linear.feature.FeatureExtractor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LinearModelFileTest {
    private static final int HEAD = 44;
    private static final int LABEL_COUNT = 4;
    private static final int FIRST_LABEL = 8; // "clean": 2 + 5 bytes
    private static final int SECOND_LABEL = 15; // "scams": 2 + 5 bytes
    private static final int FIRST_BIAS = 22; // a label: 4 + 8 + 8 bytes
    private static final int FEATURE_COUNT = 62;
    private static final int FIRST_FEATURE = 66; // 3 features, then 6 weights
    private static final int FIRST_WEIGHT = 78;

    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void writesAModel() throws IOException {
        file = folder.resolve("some.becaslin");
        LinearModelFile.write(file, model());
    }

    private static LinearModel model() {
        return new LinearModel(
                List.of("clean", "scams"),
                FeatureExtractor.VERSION,
                new SparseWeights(new int[] {3, 70, 1_000_000}, new float[] {1, -1, 2, -2, 3, -3}, 2),
                List.of(0.5f, -0.5f),
                List.of(PlattScale.NONE, new PlattScale(2, -1)));
    }

    @Test
    void readsBackWhatWasWritten() throws IOException {
        LinearModel back = LinearModelFile.read(file);
        assertEquals(List.of("clean", "scams"), back.labels());
        assertEquals(model().biases(), back.biases());
        assertEquals(model().scales(), back.scales());
        assertEquals(LinearModelFile.digest(model()), LinearModelFile.digest(back));
        assertArrayEquals(
                model().scorer().logProbabilities("message: hi"), back.scorer().logProbabilities("message: hi"));
    }

    @Test
    void writesEqualModelsAsEqualBytesAndLeavesNothingBeside() throws IOException {
        byte[] first = Files.readAllBytes(file);
        LinearModelFile.write(file, model());
        assertArrayEquals(first, Files.readAllBytes(file));
        try (var files = Files.list(folder)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void refusesEveryTruncation() throws IOException {
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertRefused(length < HEAD ? "size must be in [44, " : "digest must be ");
        }
    }

    @Test
    void refusesEveryTruncationEvenUnderAFreshSeal() throws IOException {
        byte[] body = body();
        for (int length = 0; length < body.length; length++) {
            seal(Arrays.copyOf(body, length));
            assertRefused("more bytes but was ");
        }
    }

    @Test
    void refusesAnotherMagic() throws IOException {
        flip(0);
        assertRefused("magic must be BECASLIN but was ?ECASLIN");
    }

    @Test
    void refusesAnotherFormatVersion() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[11] = 9;
        Files.write(file, bytes);
        assertRefused("format version must be 1 but was 9");
    }

    @Test
    void refusesADigestThatIsNotTheBodys() throws IOException {
        flip(20);
        assertRefused("the SHA-256 of the rest, but was ");
    }

    @Test
    void refusesABitFlippedAnywhereInTheBody() throws IOException {
        for (int at = HEAD; at < Files.size(file); at++) {
            flip(at);
            assertRefused("digest must be ");
            flip(at);
        }
        LinearModelFile.read(file);
    }

    @Test
    void refusesAnotherFeatureVersion() throws IOException {
        patch(body -> body.putInt(0, 99));
        assertRefused("feature version must be 1 but was 99");
    }

    @Test
    void refusesAbsurdLabelCounts() throws IOException {
        for (int count : new int[] {Integer.MIN_VALUE, -1, 0, 1, 257, Integer.MAX_VALUE}) {
            patch(body -> body.putInt(LABEL_COUNT, count));
            assertRefused("label count must be in [2, 256] but was " + count);
        }
    }

    @Test
    void refusesAnEmptyAndAnEndlessLabel() throws IOException {
        patch(body -> body.putShort(FIRST_LABEL, (short) 0));
        assertRefused("length of label 0 must be in [1, 200] but was 0");
        patch(body -> body.putShort(FIRST_LABEL, (short) -1));
        assertRefused("length of label 0 must be in [1, 200] but was 65535");
    }

    @Test
    void refusesTheSameLabelTwice() throws IOException {
        patch(body -> body.put(SECOND_LABEL + 2, "clean".getBytes(StandardCharsets.UTF_8)));
        assertRefused("label 1 must be unlike the labels before it but was clean");
    }

    @Test
    void refusesABiasThatIsNoNumber() throws IOException {
        patch(body -> body.putFloat(FIRST_BIAS, Float.NaN));
        assertRefused("bias of label 0 must be finite but was NaN");
    }

    @Test
    void refusesAScaleOutOfRange() throws IOException {
        patch(body -> body.putDouble(FIRST_BIAS + 4, -1));
        assertRefused("slope of label 0 must be in [4.9E-324, 1000.0] but was -1.0");
        patch(body -> body.putDouble(FIRST_BIAS + 12, 1e300));
        assertRefused("offset of label 0 must be in [-1000.0, 1000.0] but was 1.0E300");
    }

    @Test
    void refusesAbsurdFeatureCounts() throws IOException {
        for (int count : new int[] {-1, Integer.MIN_VALUE, 1 << 21, Integer.MAX_VALUE}) {
            patch(body -> body.putInt(FEATURE_COUNT, count));
            assertRefused("feature count must be in [0, 1048576] but was " + count);
        }
        patch(body -> body.putInt(FEATURE_COUNT, 1_000_000));
        assertRefused("weights must have 12000000 more bytes but was 36");
    }

    @Test
    void refusesFeaturesThatDoNotAscend() throws IOException {
        patch(body -> body.putInt(FIRST_FEATURE + 4, 3));
        assertRefused("feature 1 must be in [4, 1048575] but was 3");
        patch(body -> body.putInt(FIRST_FEATURE + 8, 1 << 20));
        assertRefused("feature 2 must be in [71, 1048575] but was 1048576");
    }

    @Test
    void refusesAWeightThatIsNotFinite() throws IOException {
        patch(body -> body.putFloat(FIRST_WEIGHT + 4, Float.POSITIVE_INFINITY));
        assertRefused("weight 1 must be finite but was Infinity");
    }

    @Test
    void refusesBytesAfterTheEnd() throws IOException {
        byte[] body = body();
        seal(Arrays.copyOf(body, body.length + 3));
        assertRefused("end must have 0 more bytes but was 3");
    }

    @Test
    void refusesAFileLongerThanAModelMayBeBeforeReadingIt() throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1), 400L << 20);
        }
        assertRefused("size must be in [44, 314572844] bytes but was 419430401");
    }

    private void assertRefused(String rule) {
        IOException refusal = assertThrows(IOException.class, () -> LinearModelFile.read(file));
        String sentence = String.valueOf(refusal.getMessage());
        assertTrue(sentence.startsWith(file + ": "), sentence);
        assertTrue(sentence.contains(rule), sentence);
        assertFalse(sentence.contains("\n"), sentence);
    }

    private byte[] body() throws IOException {
        LinearModelFile.write(file, model());
        byte[] whole = Files.readAllBytes(file);
        return Arrays.copyOfRange(whole, HEAD, whole.length);
    }

    private void patch(Consumer<ByteBuffer> change) throws IOException {
        byte[] body = body();
        change.accept(ByteBuffer.wrap(body));
        seal(body);
    }

    private void seal(byte[] body) throws IOException {
        new SealedFile("BECASLIN", 1, 1 << 20).write(file, body);
    }

    private void flip(int at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[at] ^= (byte) 0x80;
        Files.write(file, bytes);
    }
}
