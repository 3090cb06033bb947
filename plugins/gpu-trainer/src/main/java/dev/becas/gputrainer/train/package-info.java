/// In: examples as token ids, a model, settings. Out: what was learned, step by step. Next: `adapter` writes it in the
/// formats that others read.
///
/// Reads top-down: `TrainSettings` (configuration), `Example`, `TrainingPlan` and `MicroBatch` (data), `LoraWeights` or
/// `AllWeights` (what is trained), `Backpropagation` with `AnswerLoss` (gradients), `AdamW` with `Schedule` (the step),
/// `TrainingLoop` (all of it in order), `Checkpoint` (how it goes on after a kill).
@NullMarked
package dev.becas.gputrainer.train;

import org.jspecify.annotations.NullMarked;
