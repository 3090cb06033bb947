/// In: decisions, corrections and examples from outside. Out: graded examples and frozen datasets. Next: a trainer.
///
/// `collect` reads events, `redaction`, `scoring` and `duplicates` grade and clean, `examples` stores, `dataset`
/// freezes, `export` copies, `daily` does what is due once a day, `erasure` takes out again.
@NullMarked
package dev.becas.finetuning;

import org.jspecify.annotations.NullMarked;
