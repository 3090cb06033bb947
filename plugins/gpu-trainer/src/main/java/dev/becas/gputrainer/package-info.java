/// In: `training.requested` for a base model of our own. Out: a tuned model that any engine reads. Next: the registry
/// keeps what was trained.
///
/// Reads top-down: `gguf` and `safetensors` (files to weights), `model` (what a model is made of), `tokenizer` (text to
/// ids), `chat` (messages to text), `train` (examples to an adapter), `adapter` (what was learned as files), `score`
/// (how probable each label is) and `evaluate` (how good that is). The jar is built and tested with everything else;
/// the shipped product leaves it out, because it offers no trainer to the pipeline.
@NullMarked
package dev.becas.gputrainer;

import org.jspecify.annotations.NullMarked;
