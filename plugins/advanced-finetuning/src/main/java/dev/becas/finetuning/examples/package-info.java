/// In: drafts. Out: rows: examples, folds, rejections, and what they count up to as of any moment. Next: `dataset`.
///
/// What time alone changes (the outcome once the appeal window is over) is computed when it is asked for, never stored
/// by a timer.
@NullMarked
package dev.becas.finetuning.examples;

import org.jspecify.annotations.NullMarked;
