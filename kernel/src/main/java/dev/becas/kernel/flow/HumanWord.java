package dev.becas.kernel.flow;

import org.jspecify.annotations.Nullable;

/// What a person said about a case.
///
/// @param moderatorKey keyed hash of the person
/// @param action what they did or want done; empty when they said nothing of it
/// @param reasonContentId their reason, if they gave one
/// @param reasonLength its length in characters
/// @param how `correction`, `review`, `report`, `audit`, `disagreement`, `golden`, `appeal`
public record HumanWord(
        String moderatorKey, String action, @Nullable String reasonContentId, int reasonLength, String how) {}
