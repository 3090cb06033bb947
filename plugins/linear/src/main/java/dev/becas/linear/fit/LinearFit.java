package dev.becas.linear.fit;

import dev.becas.kernel.id.Ids;
import dev.becas.linear.feature.FeatureExtractor;
import dev.becas.linear.feature.FeatureRow;
import dev.becas.linear.model.LinearModel;
import dev.becas.linear.model.PlattScale;
import dev.becas.linear.model.SparseWeights;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Trains a [LinearModel], one label after another. Each label: learn from all parts of the rows but one, a part at a
/// time, and take the margins of the part kept out; fit the scale on those; learn from all rows, beginning at the mean
/// of what the parts gave. A finished label goes into the checkpoint, so that a run that was killed goes on with the
/// next and ends in the same bytes. Of two labels the second is the first with the sign turned.
///
/// The same rows in any order give the same model.
public final class LinearFit {
    /// The most rows of one run; a category keeps no more examples than this.
    public static final int ROWS_MAX = 50_000;

    private final List<LabelledRow> rows;
    private final List<String> labels;
    private final LinearSettings settings;
    private final FitListener listener;
    private final Checkpoints checkpoints;
    private final TrainingMatrix matrix;
    private final int[] weights;
    private final int[] parts;

    private LinearFit(List<LabelledRow> rows, LinearSettings settings, Path checkpointFolder, FitListener listener)
            throws IOException {
        this.rows = rows.stream().sorted(LabelledRow.BY_CONTENT).toList();
        this.labels =
                List.copyOf(new TreeSet<>(rows.stream().map(LabelledRow::label).toList()));
        if (rows.size() > ROWS_MAX) {
            throw new IllegalArgumentException("rows must be at most " + ROWS_MAX + " but were " + rows.size());
        }
        if (labels.size() < 2) {
            throw new IllegalArgumentException("rows must have two or more labels but had " + labels);
        }
        this.settings = settings;
        this.listener = listener;
        checkpoints = new Checkpoints(checkpointFolder, fingerprint());
        matrix = new TrainingMatrix(this.rows, settings.featureRowsMin());
        weights = this.rows.stream().mapToInt(LabelledRow::weight).toArray();
        parts = this.rows.stream().mapToInt(row -> part(row.input())).toArray();
    }

    /// Trains a model, or goes on where an earlier run of the same rows and settings ended.
    ///
    /// @param checkpointFolder where finished labels are kept
    /// @throws IOException when a checkpoint cannot be written or is damaged
    public static LinearModel fit(
            List<LabelledRow> rows, LinearSettings settings, Path checkpointFolder, FitListener listener)
            throws IOException {
        return new LinearFit(rows, settings, checkpointFolder, listener).run();
    }

    private LinearModel run() throws IOException {
        List<LabelWeights> learned = new ArrayList<>();
        for (int label = 0; label < labels.size(); label++) {
            Optional<LabelWeights> kept = checkpoints.read(label, matrix.indexes().length);
            if (kept.isPresent()) {
                learned.add(kept.get());
                continue;
            }
            boolean mirrored = labels.size() == 2 && label == 1;
            LabelWeights fresh = mirrored ? learned.get(0).opposite() : learn(label);
            checkpoints.write(label, fresh);
            learned.add(fresh);
        }
        return model(learned);
    }

    private LabelWeights learn(int label) {
        boolean[] positive = new boolean[rows.size()];
        for (int i = 0; i < positive.length; i++) {
            positive[i] = rows.get(i).label().equals(labels.get(label));
        }
        OneVersusRest regression = new OneVersusRest(matrix, positive, weights, settings);
        double[] mean = new double[matrix.width()];
        double[] margins = new double[rows.size()];
        int[] judged = new int[rows.size()]; // the row's weight once its margin is known, 0 when it never is
        for (int part = 0; part < settings.folds(); part++) {
            int keptOut = part;
            if (!regression.isPossible(i -> parts[i] != keptOut)) {
                continue;
            }
            double[] found =
                    regression.solve(i -> parts[i] != keptOut, new double[matrix.width()], s -> say(label, keptOut, s));
            for (int i = 0; i < mean.length; i++) {
                mean[i] += found[i] / settings.folds();
            }
            for (int i = 0; i < margins.length; i++) {
                if (parts[i] == keptOut) {
                    margins[i] = regression.margin(i, found);
                    judged[i] = weights[i];
                }
            }
        }
        PlattScale scale = PlattFit.fit(margins, positive, judged);
        double[] all = regression.solve(i -> true, mean, steps -> say(label, settings.folds(), steps));
        return new LabelWeights(matrix.raw(all), (float) all[all.length - 1], scale);
    }

    private void say(int label, int part, int steps) {
        listener.progressed(
                new FitProgress(labels.get(label), label, labels.size(), part, settings.folds() + 1, steps));
    }

    /// Rows of the same text are in the same part.
    private int part(String input) {
        long hash = settings.seed();
        for (int i = 0; i < input.length(); i++) {
            hash = (hash ^ input.charAt(i)) * 0x9e3779b97f4a7c15L;
            hash ^= hash >>> 29;
        }
        return (int) Long.remainderUnsigned(hash, settings.folds());
    }

    private LinearModel model(List<LabelWeights> learned) {
        int features = matrix.indexes().length;
        float[] side = new float[features * labels.size()];
        for (int label = 0; label < labels.size(); label++) {
            for (int feature = 0; feature < features; feature++) {
                side[feature * labels.size() + label] = learned.get(label).weights[feature];
            }
        }
        return new LinearModel(
                labels,
                FeatureExtractor.VERSION,
                new SparseWeights(matrix.indexes(), side, labels.size()),
                learned.stream().map(one -> one.bias).toList(),
                learned.stream().map(one -> one.scale).toList());
    }

    private String fingerprint() {
        MessageDigest digest = Ids.newSha256();
        add(digest, "features " + FeatureExtractor.VERSION + " of " + FeatureRow.INDEX_COUNT + ", " + settings);
        for (LabelledRow row : rows) {
            add(digest, row.input());
            add(digest, row.label());
            add(digest, Integer.toString(row.weight()));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        digest.update(bytes);
    }
}
