package dev.becas.gputrainer.score;

import java.util.SplittableRandom;

/// How the next token is chosen.
///
/// @param temperature 0 takes the likeliest token; above that tokens are drawn, the likelier the more often, at 1 as
///     often as the model says; at most 2
/// @param seed of what is drawn: the same prompt, model and seed write the same text
public record Sampling(double temperature, long seed) {
    /// The likeliest token, always.
    public static final Sampling GREEDY = new Sampling(0, 0);

    public Sampling {
        if (!(temperature >= 0 && temperature <= 2)) {
            throw new IllegalArgumentException("temperature must be in [0, 2] but was " + temperature);
        }
    }

    /// Chooses one of these; the first of several that are the likeliest.
    ///
    /// @param logits one a token
    int choose(float[] logits, SplittableRandom random) {
        int best = 0;
        for (int token = 1; token < logits.length; token++) {
            best = logits[token] > logits[best] ? token : best;
        }
        return temperature == 0 ? best : drawn(logits, logits[best], random);
    }

    private int drawn(float[] logits, float most, SplittableRandom random) {
        double[] weights = new double[logits.length];
        double sum = 0;
        for (int token = 0; token < logits.length; token++) {
            weights[token] = StrictMath.exp((logits[token] - most) / temperature);
            sum += weights[token];
        }
        double at = random.nextDouble() * sum;
        int token = 0;
        while (token < logits.length - 1 && at >= weights[token]) {
            at -= weights[token];
            token++;
        }
        return token;
    }
}
