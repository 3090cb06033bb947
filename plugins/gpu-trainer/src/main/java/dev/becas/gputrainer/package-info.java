/// In: `training.requested` for a base model of our own. Out: a tuned model that any engine reads. Next: the registry
/// keeps what was trained.
///
/// Reads top-down: `gguf` and `safetensors` (files to weights), `model` (what a model is made of), `tokenizer` (text to
/// ids), `chat` (messages to text), `train` (examples to an adapter or to new weights), `learn` (a run in one of three
/// modes), `adapter` (what was learned as files), `score` (how probable each label is), `evaluate` (how good that is)
/// and `worker` (the process in which all this happens).
/// The jar is built and tested with everything else; the shipped product takes it in when it is asked to, because
/// LibTorch is a download of 111 MB.
@NullMarked
package dev.becas.gputrainer;

import org.jspecify.annotations.NullMarked;
