package dev.becas.linear.feature;

/// The four groups of features. Each group is brought to one length by itself, so that forty words are not drowned by
/// four hundred character n-grams, nor a message by a long rule.
///
/// The value of each of the `n` features of a block is `weight / sqrt(n)`. `n` is rounded to half an octave: a
/// feature then has few distinct values over a whole training set, and rows can share them.
public enum FeatureBlock {
    /// Words and pairs of words of the message.
    WORDS(0, 1.0),
    /// Character 2- to 5-grams of the message.
    CHARACTERS(1, 1.0),
    /// Each rule paired with each word and pair of words of the message: the rule and the message together decide.
    RULE_AND_WORDS(2, 1.0),
    /// The other lines: rules by themselves, author trust, what came before; and the shape of the message.
    CONTEXT(3, 0.5);

    /// How many steps `n` is rounded to; step `s` stands for 2^(s/2) features.
    public static final int STEPS = 40;

    private static final float[] ONE_BY_ROOT = new float[STEPS];

    static {
        for (int step = 0; step < STEPS; step++) {
            ONE_BY_ROOT[step] = (float) (1 / StrictMath.sqrt(StrictMath.pow(2, step / 2.0)));
        }
    }

    private final int position;
    private final float weight;

    FeatureBlock(int position, double weight) {
        this.position = position;
        this.weight = (float) weight;
    }

    /// The place of this block in a row, from 0.
    public int position() {
        return position;
    }

    /// The step of a block of `count` features: 2 log2(count), rounded.
    public static int step(int count) {
        if (count <= 1) {
            return 0;
        }
        int octave = 31 - Integer.numberOfLeadingZeros(count);
        double within = count / (double) (1 << octave); // in [1, 2)
        int half = within < 1.189_207_115 ? 0 : within < 1.681_792_831 ? 1 : 2; // 2^(1/4) and 2^(3/4)
        return Math.min(STEPS - 1, 2 * octave + half);
    }

    /// The value of each feature of this block when the block's size has this step.
    public float value(int step) {
        return weight * ONE_BY_ROOT[step];
    }
}
