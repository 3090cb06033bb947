package dev.becas.kernel.flow;

import com.fasterxml.jackson.annotation.JsonProperty;

/// On whose word a label stands.
public enum LabelSource {
    /// A correction, a moderator's action after looking, an appeal, an audit label.
    @JsonProperty("human")
    HUMAN,
    /// A deterministic rule or an official list.
    @JsonProperty("rule")
    RULE,
    /// What happened later decided it.
    @JsonProperty("outcome")
    OUTCOME,
    /// A model; never a training target by default.
    @JsonProperty("model")
    MODEL
}
