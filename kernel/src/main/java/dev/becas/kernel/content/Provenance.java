package dev.becas.kernel.content;

import com.fasterxml.jackson.annotation.JsonProperty;

/// Where a text comes from; decides whether it may train.
public enum Provenance {
    /// Typed by a moderator into a command or modal.
    @JsonProperty("interaction")
    INTERACTION,
    /// A message got through a chat platform: behind the data-policy gate.
    @JsonProperty("message")
    MESSAGE,
    @JsonProperty("imported")
    IMPORTED,
    @JsonProperty("synthetic")
    SYNTHETIC,
    @JsonProperty("public")
    PUBLIC
}
