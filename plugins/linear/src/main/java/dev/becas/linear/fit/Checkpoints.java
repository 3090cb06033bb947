package dev.becas.linear.fit;

import dev.becas.linear.feature.FeatureRow;
import dev.becas.linear.model.FieldReader;
import dev.becas.linear.model.PlattScale;
import dev.becas.linear.model.SealedFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/// The finished labels of a training run, one file each, `label-0.becasfit` and so on. A file of other rows or other
/// settings (another fingerprint) is not used and will be overwritten.
final class Checkpoints {
    private static final SealedFile FORMAT = new SealedFile("BECASFIT", 1, 8L << 20);
    private static final int FINGERPRINT_BYTES = 32;

    private final Path folder;
    private final String fingerprint;

    /// @param fingerprint the SHA-256 of rows and settings, in hexadecimal
    Checkpoints(Path folder, String fingerprint) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.fingerprint = fingerprint;
    }

    private Path file(int label) {
        return folder.resolve("label-" + label + ".becasfit");
    }

    void write(int label, LabelWeights learned) throws IOException {
        ByteBuffer body = ByteBuffer.allocate(FINGERPRINT_BYTES + 24 + 4 * learned.weights.length);
        body.put(HexFormat.of().parseHex(fingerprint)).putFloat(learned.bias);
        body.putDouble(learned.scale.slope()).putDouble(learned.scale.offset());
        body.putInt(learned.weights.length);
        for (float weight : learned.weights) {
            body.putFloat(weight);
        }
        FORMAT.write(file(label), body.array());
    }

    /// What this run learned of `label` before it was killed, if it had finished it.
    ///
    /// @throws IOException when the file is damaged
    Optional<LabelWeights> read(int label, int featureCount) throws IOException {
        if (!Files.exists(file(label))) {
            return Optional.empty();
        }
        FieldReader in = FORMAT.read(file(label));
        if (!in.hexadecimal("fingerprint", FINGERPRINT_BYTES).equals(fingerprint)) {
            return Optional.empty();
        }
        float bias = in.finiteFloat("bias");
        double slope = in.real("slope", Double.MIN_VALUE, PlattScale.LIMIT);
        double offset = in.real("offset", -PlattScale.LIMIT, PlattScale.LIMIT);
        int count = in.integer("feature count", 0, FeatureRow.INDEX_COUNT);
        in.require(count == featureCount, "feature count", "be " + featureCount, count);
        in.requireRemaining("weights", 4L * count);
        float[] weights = new float[count];
        for (int i = 0; i < count; i++) {
            weights[i] = in.finiteFloat("weight");
        }
        in.end();
        return Optional.of(new LabelWeights(weights, bias, new PlattScale(slope, offset)));
    }
}
