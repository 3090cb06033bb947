package dev.becas.bot.moderation;

import dev.becas.kernel.category.Category;
import dev.becas.kernel.model.Answer.LabelScores;
import dev.becas.kernel.model.ModelVersion;
import dev.becas.kernel.prompt.RenderedPrompt;

/// What a model said about a message.
///
/// @param fellBack why the version that should have answered did not, or empty
record ModelAnswer(
        Category category,
        String target,
        String requestId,
        ModelVersion version,
        RenderedPrompt prompt,
        LabelScores scores,
        String fellBack) {

    String label() {
        return scores.best();
    }

    double confidence() {
        return scores.probability(label());
    }

    /// The most probable acting label; ties go to the first of the category.
    String bestActLabel() {
        String best = category.actLabels().getFirst();
        for (String label : category.actLabels()) {
            best = scores.probability(label) > scores.probability(best) ? label : best;
        }
        return best;
    }

    double actProbability() {
        return scores.probability(bestActLabel());
    }

    /// The same as the judge weighs it.
    ModelSaid said() {
        return new ModelSaid(category, label(), confidence(), actProbability(), version.name(), fellBack);
    }
}
