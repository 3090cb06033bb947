package dev.becas.finetuning.dataset;

import dev.becas.finetuning.scoring.Outcome;
import dev.becas.finetuning.scoring.Tier;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One example as a dataset holds it.
///
/// @param id          24 hexadecimal digits
/// @param category    its own: a correction's is `human_correction`
/// @param about       the category it teaches
/// @param message     what is compared for near duplicates
/// @param output      what should have been said: a space, the label, and a reason if there is one
/// @param rejected    what the AI had said where a person corrected it
/// @param polarity    `act`, `pass`, or empty where the category has none
/// @param scoreBp     basis points
/// @param authorKey   of whoever wrote the text
/// @param moderatorKey of whoever labelled it; null when no person did
/// @param seen        how many near duplicates it stands for, itself included
public record FrozenExample(
        String id,
        String category,
        String about,
        String guild,
        String system,
        String input,
        String message,
        String output,
        @Nullable String rejected,
        String label,
        String polarity,
        String labelSource,
        Outcome outcome,
        Tier tier,
        String tierFloor,
        int scoreBp,
        String provenance,
        String family,
        String authorKey,
        @Nullable String moderatorKey,
        int seen,
        Instant at) {}
