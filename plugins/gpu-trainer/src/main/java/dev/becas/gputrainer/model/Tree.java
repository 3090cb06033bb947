package dev.becas.gputrainer.model;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// How the tokens of a pass hang together: each sees those on its way to the root, and none on another branch.
final class Tree {
    private static final int ROOT = -1;

    private final int[] parents;

    /// @param parents the place of the token before each, smaller than its own; -1 where there is none
    Tree(int[] parents) {
        this.parents = parents.clone();
        for (int i = 0; i < parents.length; i++) {
            if (parents[i] < ROOT || parents[i] >= i) {
                throw new IllegalArgumentException(
                        "the parent of token " + i + " must be in [-1, " + (i - 1) + "] but was " + parents[i]);
            }
        }
    }

    /// Where each token stands in its text, of which `before` tokens went before.
    int[] positions(int before) {
        int[] positions = new int[parents.length];
        for (int i = 0; i < positions.length; i++) {
            positions[i] = parents[i] == ROOT ? before : positions[parents[i]] + 1;
        }
        return positions;
    }

    /// What each token sees of `before` tokens and of these.
    ///
    /// @return [N, before + N], 0 or minus infinity; null for one text from its beginning
    @Nullable
    Tensor mask(int before) {
        if (before == 0 && isOneText()) {
            return null;
        }
        int wide = before + parents.length;
        float[] mask = new float[Math.multiplyExact(parents.length, wide)];
        for (int i = 0; i < parents.length; i++) {
            int row = i * wide;
            if (parents[i] == ROOT) {
                Arrays.fill(mask, row + before, row + wide, Float.NEGATIVE_INFINITY);
            } else {
                System.arraycopy(mask, parents[i] * wide, mask, row, wide);
            }
            mask[row + before + i] = 0;
        }
        return Torch.floats(mask, parents.length, wide);
    }

    private boolean isOneText() {
        for (int i = 0; i < parents.length; i++) {
            if (parents[i] != i - 1) {
                return false;
            }
        }
        return true;
    }
}
