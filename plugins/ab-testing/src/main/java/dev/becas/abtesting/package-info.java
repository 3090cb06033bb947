/// Shadow tests. In: what the live model answered, what people said a message is, the clock. Out: `ab_test.completed`
/// with the whole comparison, and questions in the review queue. Next: the orchestrator promotes, or does not.
///
/// A pair's way through this package: [dev.becas.abtesting.ShadowHandler] hears the live answer, `Sampling` draws it,
/// `ShadowAnswers` asks the candidate with the same prompt, `PairTable` keeps both, `LabelQueue` asks people where they
/// differ, `DecisionLook` reads the pairs in order and asks the rule.
@NullMarked
package dev.becas.abtesting;

import org.jspecify.annotations.NullMarked;
