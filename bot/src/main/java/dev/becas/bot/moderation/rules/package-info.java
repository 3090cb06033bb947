/// In: a [dev.becas.bot.moderation.text.NormalizedText], its links and where it was said. Out: [RuleFindings] of the
/// guild's own deterministic rules, and [FloodFinding]s of who says too much too fast. Next: policy, which weighs them.
@NullMarked
package dev.becas.bot.moderation.rules;

import org.jspecify.annotations.NullMarked;
