/// In: counts of pairs, agreements by polarity and labelled disagreements with who was right. Out: a
/// [dev.becas.abtesting.decision.PromotionDecision] with its sentences. Next: the plugin writes it into the report of
/// the test and publishes it.
///
/// Everything here is a pure function of its arguments: no clock, no store, no randomness without a seed. The rule is
/// looked at after every pair, so all its evidence is *anytime valid*: looking often never makes a false promotion
/// likelier.
@NullMarked
package dev.becas.abtesting.decision;

import org.jspecify.annotations.NullMarked;
