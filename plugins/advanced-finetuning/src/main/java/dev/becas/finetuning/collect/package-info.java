/// In: events that say what was decided. Out: drafts of examples, redacted and with the facts of their score. Next:
/// `examples`.
@NullMarked
package dev.becas.finetuning.collect;

import org.jspecify.annotations.NullMarked;
