/// In: weights by their GGUF names. Out: what the model is made of, and the forward pass over it. Next: training and
/// scoring.
@NullMarked
package dev.becas.gputrainer.model;

import org.jspecify.annotations.NullMarked;
