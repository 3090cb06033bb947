package dev.becas.abtesting.decision;

/// One thing that must not get worse, whatever else gets better.
///
/// @param name for example `error_rate`
/// @param holds whether the candidate keeps to it
/// @param detail one sentence with the figures; measured times stand in it only when they break it, so that a run
///     that is repeated gives the same words
public record Guardrail(String name, boolean holds, String detail) {}
