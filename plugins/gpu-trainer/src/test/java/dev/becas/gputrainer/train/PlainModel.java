package dev.becas.gputrainer.train;

import dev.becas.gputrainer.model.AdapterSite;
import dev.becas.gputrainer.model.Architecture.RopePairs;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ProjectionKind;
import dev.becas.gputrainer.safetensors.TensorFile.FloatTensor;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The same model once more, in plain Java, 64-bit, one number at a time and as slow as that is: the definition that
/// the fast one is held against. It shares no line of arithmetic with it.
final class PlainModel {
    private final ModelConfig config;
    private final Map<String, FloatTensor> weights;
    private final Map<String, double[]> adapter;
    private final double scale;

    /// @param adapter by the names of [LoraWeights]; its numbers may be changed between calls
    PlainModel(ModelConfig config, Map<String, FloatTensor> weights, Map<String, double[]> adapter, double scale) {
        this.config = config;
        this.weights = weights;
        this.adapter = adapter;
        this.scale = scale;
    }

    /// Mean of `-log p(target)` over the asked rows.
    double loss(MicroBatch batch) {
        double[][] logits = logits(batch);
        double sum = 0;
        for (int i = 0; i < batch.rows().length; i++) {
            double[] row = logits[batch.rows()[i]];
            double max = Double.NEGATIVE_INFINITY;
            for (double z : row) {
                max = Math.max(max, z);
            }
            double total = 0;
            for (double z : row) {
                total += Math.exp(z - max);
            }
            sum += max + Math.log(total) - row[batch.targets()[i]];
        }
        return sum / batch.rows().length;
    }

    /// What comes next after each token: [N][V].
    double[][] logits(MicroBatch batch) {
        int[] ids = batch.sequences().ids();
        double[][] logits = new double[ids.length][];
        float[] embedding = weight("token_embd.weight");
        int start = 0;
        for (int length : batch.sequences().lengths()) {
            double[][] x = new double[length][config.width()];
            for (int t = 0; t < length; t++) {
                for (int i = 0; i < config.width(); i++) {
                    x[t][i] = embedding[ids[start + t] * config.width() + i];
                }
            }
            for (int layer = 0; layer < config.layers(); layer++) {
                addAttention(layer, x);
                addFeedForward(layer, x);
            }
            float[] head = weight(config.tiedEmbeddings() ? "token_embd.weight" : "output.weight");
            for (int t = 0; t < length; t++) {
                logits[start + t] = times(head, config.vocabulary(), norm("output_norm.weight", x[t]));
            }
            start += length;
        }
        return logits;
    }

    private void addAttention(int layer, double[][] x) {
        int wide = config.headWidth();
        int shared = config.heads() / config.keyValueHeads();
        double[][] q = new double[x.length][];
        double[][] k = new double[x.length][];
        double[][] v = new double[x.length][];
        for (int t = 0; t < x.length; t++) {
            double[] normed = norm("blk." + layer + ".attn_norm.weight", x[t]);
            q[t] = turned(t, "blk." + layer + ".attn_q_norm.weight", projected(layer, ProjectionKind.Q, normed));
            k[t] = turned(t, "blk." + layer + ".attn_k_norm.weight", projected(layer, ProjectionKind.K, normed));
            v[t] = projected(layer, ProjectionKind.V, normed);
        }
        for (int t = 0; t < x.length; t++) {
            double[] mixed = new double[config.queryWidth()];
            for (int head = 0; head < config.heads(); head++) {
                double[] share = shares(q[t], k, t, head * wide, head / shared * wide);
                for (int s = 0; s <= t; s++) {
                    for (int i = 0; i < wide; i++) {
                        mixed[head * wide + i] += share[s] * v[s][head / shared * wide + i];
                    }
                }
            }
            add(x[t], projected(layer, ProjectionKind.O, mixed));
        }
    }

    /// How much position `t` looks at each position up to itself.
    private double[] shares(double[] q, double[][] k, int t, int queryAt, int keyAt) {
        double[] share = new double[t + 1];
        double total = 0;
        for (int s = 0; s <= t; s++) {
            double dot = 0;
            for (int i = 0; i < config.headWidth(); i++) {
                dot += q[queryAt + i] * k[s][keyAt + i];
            }
            share[s] = Math.exp(dot / Math.sqrt(config.headWidth()));
            total += share[s];
        }
        for (int s = 0; s <= t; s++) {
            share[s] /= total;
        }
        return share;
    }

    private void addFeedForward(int layer, double[][] x) {
        for (double[] row : x) {
            double[] normed = norm("blk." + layer + ".ffn_norm.weight", row);
            double[] gate = projected(layer, ProjectionKind.GATE, normed);
            double[] up = projected(layer, ProjectionKind.UP, normed);
            for (int i = 0; i < gate.length; i++) {
                up[i] *= gate[i] / (1 + Math.exp(-gate[i]));
            }
            add(row, projected(layer, ProjectionKind.DOWN, up));
        }
    }

    private double[] turned(int position, String normName, double[] x) {
        int wide = config.headWidth();
        boolean adjacent = config.architecture().ropePairs() == RopePairs.ADJACENT;
        double[] result = new double[x.length];
        for (int head = 0; head < x.length; head += wide) {
            double[] one = new double[wide];
            System.arraycopy(x, head, one, 0, wide);
            double[] normed = config.architecture().headNorms() ? norm(normName, one) : one;
            for (int pair = 0; pair < wide / 2; pair++) {
                int first = adjacent ? 2 * pair : pair;
                int second = adjacent ? first + 1 : pair + wide / 2;
                double angle = position / Math.pow(config.rope().base(), 2.0 * pair / wide);
                result[head + first] = normed[first] * Math.cos(angle) - normed[second] * Math.sin(angle);
                result[head + second] = normed[second] * Math.cos(angle) + normed[first] * Math.sin(angle);
            }
        }
        return result;
    }

    private double[] projected(int layer, ProjectionKind kind, double[] x) {
        AdapterSite site = new AdapterSite(layer, kind);
        double[] y = times(weight(site.ggufName()), kind.outputs(config), x);
        double[] a = adapter.get(LoraWeights.nameOfA(site));
        double[] b = adapter.get(LoraWeights.nameOfB(site));
        if (a == null || b == null) {
            return y;
        }
        int rank = a.length / x.length;
        for (int r = 0; r < rank; r++) {
            double narrow = 0;
            for (int i = 0; i < x.length; i++) {
                narrow += a[r * x.length + i] * x[i];
            }
            for (int o = 0; o < y.length; o++) {
                y[o] += scale * b[o * rank + r] * narrow;
            }
        }
        double @Nullable [] bias = adapter.get(LoraWeights.nameOfBias(site));
        for (int o = 0; bias != null && o < y.length; o++) {
            y[o] += scale * bias[o];
        }
        return y;
    }

    private double[] norm(String name, double[] x) {
        double squares = 0;
        for (double value : x) {
            squares += value * value;
        }
        double factor = 1 / Math.sqrt(squares / x.length + config.normEpsilon());
        float[] gain = weight(name);
        double[] result = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            result[i] = x[i] * factor * gain[i];
        }
        return result;
    }

    private static double[] times(float[] matrix, int rows, double[] x) {
        double[] y = new double[rows];
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < x.length; i++) {
                y[row] += matrix[row * x.length + i] * x[i];
            }
        }
        return y;
    }

    private static void add(double[] to, double[] what) {
        for (int i = 0; i < to.length; i++) {
            to[i] += what[i];
        }
    }

    private float[] weight(String name) {
        return Objects.requireNonNull(weights.get(name), name).numbers();
    }
}
