/// In: a GGUF file that nobody vouches for. Out: its checked metadata and tensors, and new GGUF files. Next: `model`
/// takes shapes and weights, `tokenizer` the vocabulary, `chat` the template.
@NullMarked
package dev.becas.gputrainer.gguf;

import org.jspecify.annotations.NullMarked;
