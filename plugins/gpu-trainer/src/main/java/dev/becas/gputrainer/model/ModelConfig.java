package dev.becas.gputrainer.model;

/// What a model is made of. Widths are numbers of values, in [1, 2^20]; every file is checked against this record
/// before a tensor is touched.
///
/// @param layers blocks, in [1, 512]
/// @param width of the residual stream
/// @param feedForwardWidth of the gate, up and down projections
/// @param heads of queries, in [1, 1024]
/// @param keyValueHeads a divisor of `heads`
/// @param headWidth of one head, even; `heads * headWidth` may differ from `width` (Qwen3)
/// @param vocabulary tokens, rows of the embedding, in [1, 2^20]
/// @param contextTokens what the model was trained for, in [1, 2^24]
/// @param normEpsilon of every RMS norm, in (0, 0.1]
/// @param rope how positions turn q and k
/// @param tiedEmbeddings whether the embedding is the output head too
public record ModelConfig(
        Architecture architecture,
        int layers,
        int width,
        int feedForwardWidth,
        int heads,
        int keyValueHeads,
        int headWidth,
        int vocabulary,
        int contextTokens,
        float normEpsilon,
        RopeConfig rope,
        boolean tiedEmbeddings) {
    /// More layers than any model has; a wild count must not become work.
    public static final int LAYERS_MAX = 512;
    /// The widest a projection or a vocabulary may be.
    public static final int WIDTH_MAX = 1 << 20;

    private static final int HEADS_MAX = 1024;
    private static final int CONTEXT_TOKENS_MAX = 1 << 24;
    private static final float EPSILON_MAX = 0.1f;

    public ModelConfig {
        check("layers", layers, LAYERS_MAX);
        check("width", width, WIDTH_MAX);
        check("feedForwardWidth", feedForwardWidth, WIDTH_MAX);
        check("heads", heads, HEADS_MAX);
        check("keyValueHeads", keyValueHeads, heads);
        check("headWidth", headWidth, WIDTH_MAX);
        check("vocabulary", vocabulary, WIDTH_MAX);
        check("contextTokens", contextTokens, CONTEXT_TOKENS_MAX);
        if (heads % keyValueHeads != 0) {
            throw new IllegalArgumentException(
                    "keyValueHeads must divide heads " + heads + " but was " + keyValueHeads);
        }
        if (headWidth % 2 != 0 || (long) heads * headWidth > WIDTH_MAX) {
            throw new IllegalArgumentException("headWidth must be even and at most " + WIDTH_MAX / heads + " for "
                    + heads + " heads but was " + headWidth);
        }
        if (!(normEpsilon > 0 && normEpsilon <= EPSILON_MAX)) {
            throw new IllegalArgumentException("normEpsilon must be in (0, 0.1] but was " + normEpsilon);
        }
        if (rope.width() != headWidth) {
            throw new IllegalArgumentException(
                    "rope width must be the head width " + headWidth + " but was " + rope.width());
        }
    }

    /// Outputs of the q projection: `heads * headWidth`.
    public int queryWidth() {
        return heads * headWidth;
    }

    /// Outputs of the k and v projections: `keyValueHeads * headWidth`.
    public int keyValueWidth() {
        return keyValueHeads * headWidth;
    }

    private static void check(String name, int value, int max) {
        if (value < 1 || value > max) {
            throw new IllegalArgumentException(name + " must be in [1, " + max + "] but was " + value);
        }
    }
}
