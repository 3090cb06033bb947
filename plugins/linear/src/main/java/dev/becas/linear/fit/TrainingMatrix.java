package dev.becas.linear.fit;

import de.bwaldvogel.liblinear.Feature;
import de.bwaldvogel.liblinear.FeatureNode;
import dev.becas.linear.feature.FeatureBlock;
import dev.becas.linear.feature.FeatureExtractor;
import dev.becas.linear.feature.FeatureRow;
import java.util.Arrays;
import java.util.List;

/// The rows as liblinear wants them: sparse, features renumbered 1..n in ascending order, the constant 1 last.
///
/// A feature's value is `value of its block x ln((1 + rows) / (1 + rows that have it)) + 1`. The second factor is
/// multiplied into the weights when training ends ([#raw]), so that a decision need not know it.
final class TrainingMatrix {
    private static final FeatureBlock[] BLOCKS = FeatureBlock.values();

    private final int[] indexes;
    private final double[] rarity;
    private final Feature[][] rows;

    TrainingMatrix(List<LabelledRow> labelled, int featureRowsMin) {
        FeatureExtractor extractor = new FeatureExtractor();
        int[] rowsWith = new int[FeatureRow.INDEX_COUNT];
        for (LabelledRow row : labelled) {
            FeatureRow features = extractor.extract(row.input());
            for (int i = 0; i < features.size(); i++) {
                rowsWith[features.index(i)]++;
            }
        }
        int[] numbers = new int[FeatureRow.INDEX_COUNT];
        indexes = number(rowsWith, Math.min(featureRowsMin, labelled.size()), numbers);
        rarity = new double[indexes.length];
        for (int i = 0; i < indexes.length; i++) {
            rarity[i] = StrictMath.log((1.0 + labelled.size()) / (1.0 + rowsWith[indexes[i]])) + 1;
        }
        rows = new Feature[labelled.size()][];
        FeaturePool pool = new FeaturePool();
        Feature constant = new FeatureNode(indexes.length + 1, 1);
        for (int i = 0; i < rows.length; i++) {
            rows[i] = row(extractor.extract(labelled.get(i).input()), numbers, pool, constant);
        }
    }

    private static int[] number(int[] rowsWith, int least, int[] numbers) {
        int count = 0;
        int[] kept = new int[rowsWith.length];
        for (int index = 0; index < rowsWith.length; index++) {
            if (rowsWith[index] >= least) {
                kept[count++] = index;
                numbers[index] = count;
            }
        }
        return Arrays.copyOf(kept, count);
    }

    private Feature[] row(FeatureRow row, int[] numbers, FeaturePool pool, Feature constant) {
        long[] keys = new long[row.size()];
        int count = 0;
        for (FeatureBlock block : BLOCKS) {
            int from = row.start(block);
            int to = row.end(block);
            int step = FeatureBlock.step(to - from);
            for (int i = from; i < to; i++) {
                int number = numbers[row.index(i)];
                if (number > 0) {
                    keys[count++] = (long) number << 16 | block.position() << 8 | step;
                }
            }
        }
        Arrays.sort(keys, 0, count);
        Feature[] features = new Feature[count + 1];
        for (int i = 0; i < count; i++) {
            int number = (int) (keys[i] >>> 16);
            FeatureBlock block = BLOCKS[(int) (keys[i] >>> 8 & 0xff)];
            features[i] = pool.get(number, block.value((int) (keys[i] & 0xff)) * rarity[number - 1]);
        }
        features[count] = constant;
        return features;
    }

    /// The features of row `i`.
    Feature[] row(int i) {
        return rows[i];
    }

    /// How many numbers a regression has: features and the constant.
    int width() {
        return indexes.length + 1;
    }

    /// The features' hashed numbers, ascending.
    int[] indexes() {
        return indexes;
    }

    /// The weights as a decision uses them: rarity multiplied in, the constant's weight left out.
    float[] raw(double[] weights) {
        float[] raw = new float[indexes.length];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = (float) (weights[i] * rarity[i]);
        }
        return raw;
    }
}
