/// In: text that a person typed. Out: the same text with what identifies somebody replaced by typed placeholders. Next:
/// `examples`.
///
/// Every detector reads the text once: patterns are bounded and possessive, so a hostile text costs no more than a long
/// one.
@NullMarked
package dev.becas.finetuning.redaction;

import org.jspecify.annotations.NullMarked;
