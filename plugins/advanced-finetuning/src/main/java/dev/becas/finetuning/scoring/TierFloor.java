package dev.becas.finetuning.scoring;

/// Why an example is gold whatever its points say.
public enum TierFloor {
    /// A correction that names the original decision, the moderator's action and a reason.
    COMPLETE_CORRECTION,
    /// Two or more precedents were shown, and the decision made again with them was more confident than before.
    STRENGTHENED_BY_PRECEDENTS
}
