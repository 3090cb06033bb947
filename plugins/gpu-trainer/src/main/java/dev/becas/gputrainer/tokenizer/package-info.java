/// In: a vocabulary with its merges or scores, and text. Out: token ids, and text again. Next: the model reads ids.
@NullMarked
package dev.becas.gputrainer.tokenizer;

import org.jspecify.annotations.NullMarked;
