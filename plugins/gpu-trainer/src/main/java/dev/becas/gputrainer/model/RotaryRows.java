package dev.becas.gputrainer.model;

import dev.becas.gputrainer.model.Architecture.RopePairs;

/// The order of the rows of q and k. Hugging Face keeps the two numbers of a rotated pair half a head apart; a GGUF
/// file of the Llama architecture keeps them side by side (`permute` in llama.cpp's `convert_hf_to_gguf.py`). Inputs,
/// and so the A of an adapter, lie alike in both.
public final class RotaryRows {
    private RotaryRows() {}

    /// Rows from Hugging Face's order to GGUF's.
    ///
    /// @param rows [outputs of the projection, columns]
    public static float[] toGguf(ModelConfig config, ProjectionKind kind, float[] rows) {
        return moved(config, kind, rows, true);
    }

    /// Rows from GGUF's order to Hugging Face's.
    public static float[] toHuggingFace(ModelConfig config, ProjectionKind kind, float[] rows) {
        return moved(config, kind, rows, false);
    }

    /// Where Hugging Face keeps the row that GGUF has at `row`.
    public static int inHuggingFace(ModelConfig config, ProjectionKind kind, int row) {
        if (!kind.turns() || config.architecture().ropePairs() == RopePairs.HALVES) {
            return row;
        }
        int head = config.headWidth();
        int inHead = row % head;
        return row - inHead + inHead / 2 + (inHead % 2) * (head / 2);
    }

    private static float[] moved(ModelConfig config, ProjectionKind kind, float[] rows, boolean toGguf) {
        int columns = rows.length / kind.outputs(config);
        float[] result = new float[rows.length];
        for (int row = 0; row < kind.outputs(config); row++) {
            int theirs = inHuggingFace(config, kind, row);
            int from = toGguf ? theirs : row;
            int to = toGguf ? row : theirs;
            System.arraycopy(rows, from * columns, result, to * columns, columns);
        }
        return result;
    }
}
