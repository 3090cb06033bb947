/// In: the trainable examples of a moment, in the order of their ids. Out: an immutable dataset: `train.jsonl`,
/// `eval.jsonl` and `manifest.json`. Next: a trainer.
///
/// Examples stream twice: once to choose (a few numbers each stay in memory), once to write.
@NullMarked
package dev.becas.finetuning.dataset;

import org.jspecify.annotations.NullMarked;
