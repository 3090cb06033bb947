package dev.becas.bot.moderation;

import dev.becas.kernel.category.Categories;
import dev.becas.kernel.category.Category;
import dev.becas.kernel.category.Polarity;
import dev.becas.kernel.flow.DecisionFlow.ModelAnswered;

/// A model's answer as the judge weighs it.
///
/// @param actProbability of the most probable acting label
/// @param version who answered
/// @param fellBack why the version that should have answered did not, or empty
record ModelSaid(
        Category category, String label, double confidence, double actProbability, String version, String fellBack) {

    /// An answer of before. The journal keeps the label and its confidence alone; both are all that a decision needs.
    static ModelSaid before(ModelAnswered answer) {
        Category category = Categories.named(answer.category());
        boolean acts = category.polarity(answer.label()) == Polarity.ACT;
        double actProbability = acts ? answer.confidence() : 1 - answer.confidence();
        return new ModelSaid(category, answer.label(), answer.confidence(), actProbability, answer.version(), "");
    }

    boolean acts() {
        return category.polarity(label) == Polarity.ACT;
    }
}
