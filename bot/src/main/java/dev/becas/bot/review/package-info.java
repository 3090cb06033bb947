/// In: `label.given`, what people say about cases. Out: `ai.correction` where they differ from the decision, a finding
/// on a person's word where they agree, and the undoing or making up of actions. Next: collectors, shadow tests, trust.
@NullMarked
package dev.becas.bot.review;

import org.jspecify.annotations.NullMarked;
