package dev.becas.gputrainer.adapter;

import dev.becas.gputrainer.model.Architecture.RopePairs;
import dev.becas.gputrainer.model.ModelConfig;
import dev.becas.gputrainer.model.ProjectionKind;

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

    private static float[] moved(ModelConfig config, ProjectionKind kind, float[] rows, boolean toGguf) {
        if (!kind.turns() || config.architecture().ropePairs() == RopePairs.HALVES) {
            return rows;
        }
        int head = config.headWidth();
        int columns = rows.length / kind.outputs(config);
        float[] result = new float[rows.length];
        for (int row = 0; row < kind.outputs(config); row++) {
            int inHead = row % head;
            int apart = row - inHead + inHead / 2 + (inHead % 2) * (head / 2); // of the number that GGUF has at `row`
            int from = toGguf ? apart : row;
            int to = toGguf ? row : apart;
            System.arraycopy(rows, from * columns, result, to * columns, columns);
        }
        return result;
    }
}
