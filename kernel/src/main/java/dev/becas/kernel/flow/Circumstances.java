package dev.becas.kernel.flow;

import dev.becas.kernel.prompt.PromptField;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What was known when a message was judged, apart from its text.
///
/// @param fields the prompt's lines that no person typed (rules in force by id are rendered from the guild's policy)
/// @param policyVersion the version of the guild's policy file whose rules were in force
/// @param threshold the confidence from which the label acts, if there was one
/// @param analysersDisagreed two analysers said different things
/// @param precedents earlier cases that were shown, with their similarity
/// @param precedingMessages how many earlier messages were looked at
/// @param authorTrust in [0, 100]
/// @param raidLevel as the raid detector calls it
/// @param channelKind for example `general`, `support`
/// @param userHistory earlier cases of the author
public record Circumstances(
        List<PromptField> fields,
        int policyVersion,
        @Nullable Double threshold,
        boolean analysersDisagreed,
        List<Precedent> precedents,
        int precedingMessages,
        @Nullable Integer authorTrust,
        @Nullable String raidLevel,
        @Nullable String channelKind,
        @Nullable Integer userHistory) {
    public Circumstances {
        fields = List.copyOf(fields);
        precedents = List.copyOf(precedents);
    }

    /// Nothing known.
    public static Circumstances none() {
        return new Circumstances(List.of(), 0, null, false, List.of(), 0, null, null, null, null);
    }

    /// An earlier case and how alike it is, in [0, 1].
    public record Precedent(String decisionId, double similarity) {}
}
