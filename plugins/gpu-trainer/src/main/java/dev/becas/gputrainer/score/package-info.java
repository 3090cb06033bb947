/// In: a prompt and label sequences as token ids, a model. Out: how probable each label is after the prompt. Next:
/// `evaluate` compares them with the truth.
@NullMarked
package dev.becas.gputrainer.score;

import org.jspecify.annotations.NullMarked;
