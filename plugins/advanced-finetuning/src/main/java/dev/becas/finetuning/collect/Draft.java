package dev.becas.finetuning.collect;

import dev.becas.finetuning.scoring.ScoringFacts;
import dev.becas.kernel.content.Provenance;
import dev.becas.kernel.flow.EventHead;
import org.jspecify.annotations.Nullable;

/// What an event says, on its way to become an example.
///
/// @param head         of the event
/// @param category     its own category
/// @param about        the category it teaches
/// @param messageId    empty when it is about no message
/// @param moderatorKey who labelled it; null when no person did
/// @param input        the prompt's input, redacted
/// @param message      what a person wrote in it, redacted; compared for near duplicates
/// @param reason       why, in our own words
/// @param typedReason  why, in a person's words, redacted
/// @param ownDecision  whether the AI decided it, so that it can be disputed
/// @param facts        for the score
public record Draft(
        EventHead head,
        String category,
        String about,
        String messageId,
        String authorKey,
        @Nullable String moderatorKey,
        String input,
        String message,
        @Nullable String reason,
        @Nullable String typedReason,
        String label,
        boolean ownDecision,
        Provenance provenance,
        ScoringFacts facts)
        implements Reading {}
