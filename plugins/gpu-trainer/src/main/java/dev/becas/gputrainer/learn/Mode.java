package dev.becas.gputrainer.learn;

import dev.becas.gputrainer.train.TrainSettings;
import java.util.Locale;

/// What of a base is trained.
public enum Mode {
    /// An adapter beside the weights, which stay as they are.
    LORA,
    /// All weights, of small models.
    FULL,
    /// An adapter until its held-out loss no longer falls, then all weights with the adapter worked in. They are kept
    /// where they bring the loss below the adapter's best.
    HYBRID;

    /// The learning rate of `auto`.
    public double learningRate() {
        return this == FULL ? TrainSettings.FULL_LEARNING_RATE : TrainSettings.LORA_LEARNING_RATE;
    }

    /// Whether all weights are trained, by and by.
    public boolean trainsAllWeights() {
        return this != LORA;
    }

    /// As it is written in settings.
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
