/// In: `training.requested` and prompts to score. Out: `fine_tuning.completed` or `fine_tuning.failed`, and calibrated
/// log-probabilities of labels in microseconds. Next: the registry keeps what was trained, the pipeline asks for
/// answers.
///
/// Reads top-down: `feature` (text to numbers), `model` (numbers to probabilities), `fit` (rows to a model), `evaluate`
/// (how good it is); this package ties them to the kernel's ports.
@NullMarked
package dev.becas.linear;

import org.jspecify.annotations.NullMarked;
