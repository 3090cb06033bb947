package dev.becas.linear.model;

import dev.becas.linear.feature.FeatureBlock;
import dev.becas.linear.feature.FeatureExtractor;
import dev.becas.linear.feature.FeatureRow;
import java.util.Arrays;

/// Scores inputs with one model. Belongs to one thread at a time; its working memory is the extractor's.
public final class Scorer {
    private static final FeatureBlock[] BLOCKS = FeatureBlock.values();

    private final FeatureExtractor extractor;
    private final LinearModel model;
    private final PlattScale[] scales;
    private final float[] biases;
    private final float[] sums;
    private final double[] margins;

    Scorer(LinearModel model, FeatureExtractor extractor) {
        int labels = model.labels().size();
        this.model = model;
        this.extractor = extractor;
        scales = model.scales().toArray(PlattScale[]::new);
        biases = new float[labels];
        for (int label = 0; label < labels; label++) {
            biases[label] = model.biases().get(label);
        }
        sums = new float[labels];
        margins = new double[labels];
    }

    /// The model this scores with.
    public LinearModel model() {
        return model;
    }

    /// The natural logarithm of each label's probability, in the order of [LinearModel#labels()]; their
    /// exponentials add up to 1.
    public double[] logProbabilities(String input) {
        readMargins(input);
        double[] logs = new double[margins.length];
        double sum = 0;
        for (int label = 0; label < logs.length; label++) {
            logs[label] = scales[label].logProbability(margins[label]);
            sum += StrictMath.exp(logs[label]);
        }
        double logSum = StrictMath.log(sum);
        for (int label = 0; label < logs.length; label++) {
            logs[label] -= logSum;
        }
        return logs;
    }

    private void readMargins(String input) {
        FeatureRow row = extractor.extract(input);
        for (int label = 0; label < margins.length; label++) {
            margins[label] = biases[label];
        }
        for (FeatureBlock block : BLOCKS) {
            int from = row.start(block);
            int to = row.end(block);
            if (from == to) {
                continue;
            }
            Arrays.fill(sums, 0);
            int count = model.weights().find(row, from, to);
            model.weights().addTo(sums, row.places(), count);
            float value = block.value(FeatureBlock.step(to - from));
            for (int label = 0; label < margins.length; label++) {
                margins[label] += value * sums[label];
            }
        }
    }
}
