package dev.becas.linear.model;

import dev.becas.linear.feature.FeatureExtractor;
import dev.becas.linear.feature.FeatureRow;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The file of a [LinearModel]. Big-endian, with nothing in it but the model, so that equal models are equal bytes:
///
/// | bytes | what |
/// |---|---|
/// | 8 | `BECASLIN` |
/// | 4 | format version, 1 |
/// | 32 | SHA-256 of all that follows |
/// | 4 | feature version |
/// | 4 | labels n, then each: 2 bytes length and UTF-8 |
/// | n x 20 | bias (float), slope (double), offset (double) |
/// | 4 | features m |
/// | m x 4 | feature numbers, ascending |
/// | m x n x 4 | weights (float), those of one feature side by side |
public final class LinearModelFile {
    /// The usual ending of the file's name.
    public static final String EXTENSION = ".becaslin";

    private static final SealedFile FORMAT = new SealedFile("BECASLIN", 1, 300L << 20);

    private LinearModelFile() {}

    /// Writes `model` to `file`: whole or not at all.
    public static void write(Path file, LinearModel model) throws IOException {
        FORMAT.write(file, encode(model));
    }

    /// The SHA-256 that stands in the file of this model, in hexadecimal.
    public static String digest(LinearModel model) {
        return SealedFile.hex(SealedFile.sha256(encode(model)));
    }

    /// The SHA-256 of the whole file, in hexadecimal: what the registry keeps.
    public static String fileDigest(Path file) throws IOException {
        return FORMAT.fileDigest(file);
    }

    private static byte[] encode(LinearModel model) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(model.featureVersion());
            out.writeInt(model.labels().size());
            for (String label : model.labels()) {
                byte[] name = label.getBytes(StandardCharsets.UTF_8);
                out.writeShort(name.length);
                out.write(name);
            }
            for (int label = 0; label < model.labels().size(); label++) {
                out.writeFloat(model.biases().get(label));
                out.writeDouble(model.scales().get(label).slope());
                out.writeDouble(model.scales().get(label).offset());
            }
            encode(model.weights(), out);
        } catch (IOException e) {
            throw new UncheckedIOException("an array of bytes took no more", e);
        }
        return bytes.toByteArray();
    }

    private static void encode(SparseWeights weights, DataOutputStream out) throws IOException {
        out.writeInt(weights.featureCount());
        for (int slot = 0; slot < weights.featureCount(); slot++) {
            out.writeInt(weights.index(slot));
        }
        for (int slot = 0; slot < weights.featureCount(); slot++) {
            for (int label = 0; label < weights.labelCount(); label++) {
                out.writeFloat(weights.value(slot, label));
            }
        }
    }

    /// Reads a model. Every number is checked before memory is taken for it.
    ///
    /// @throws IOException when a field is not as it must be; the sentence names file, field, rule and value
    public static LinearModel read(Path file) throws IOException {
        FieldReader in = FORMAT.read(file);
        int featureVersion = in.integer("feature version", FeatureExtractor.VERSION, FeatureExtractor.VERSION);
        int labelCount = in.integer("label count", 2, LinearModel.LABELS_MAX);
        List<String> labels = new ArrayList<>();
        for (int label = 0; label < labelCount; label++) {
            String name = in.text("label " + label, LinearModel.LABEL_BYTES_MAX);
            in.require(!labels.contains(name), "label " + label, "be unlike the labels before it", name);
            labels.add(name);
        }
        List<Float> biases = new ArrayList<>();
        List<PlattScale> scales = new ArrayList<>();
        for (int label = 0; label < labelCount; label++) {
            biases.add(in.finiteFloat("bias of label " + label));
            scales.add(scale(in, label));
        }
        SparseWeights weights = weights(in, labelCount);
        in.end();
        return new LinearModel(labels, featureVersion, weights, biases, scales);
    }

    private static PlattScale scale(FieldReader in, int label) throws IOException {
        double slope = in.real("slope of label " + label, Double.MIN_VALUE, PlattScale.LIMIT);
        double offset = in.real("offset of label " + label, -PlattScale.LIMIT, PlattScale.LIMIT);
        return new PlattScale(slope, offset);
    }

    private static SparseWeights weights(FieldReader in, int labels) throws IOException {
        int most = Math.min(FeatureRow.INDEX_COUNT, SparseWeights.WEIGHTS_MAX / labels);
        int features = in.integer("feature count", 0, most);
        in.requireRemaining("weights", features * 4L * (1 + labels));
        int[] indexes = new int[features];
        int least = 0;
        for (int slot = 0; slot < features; slot++) {
            indexes[slot] = in.integer("feature " + slot, least, FeatureRow.INDEX_COUNT - 1);
            least = indexes[slot] + 1;
        }
        float[] values = new float[features * labels];
        for (int i = 0; i < values.length; i++) {
            values[i] = in.finiteFloat("weight", i);
        }
        return new SparseWeights(indexes, values, labels);
    }
}
