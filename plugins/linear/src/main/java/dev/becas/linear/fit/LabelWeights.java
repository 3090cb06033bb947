package dev.becas.linear.fit;

import dev.becas.linear.model.PlattScale;

/// What one finished regression gives: a weight a feature, the constant's weight, the scale of its margins.
final class LabelWeights {
    final float[] weights;
    final float bias;
    final PlattScale scale;

    LabelWeights(float[] weights, float bias, PlattScale scale) {
        this.weights = weights;
        this.bias = bias;
        this.scale = scale;
    }

    /// What the regression of the only other label would give: its margins are these with the sign turned.
    LabelWeights opposite() {
        float[] turned = new float[weights.length];
        for (int i = 0; i < turned.length; i++) {
            turned[i] = -weights[i];
        }
        return new LabelWeights(turned, -bias, new PlattScale(scale.slope(), -scale.offset()));
    }
}
