/// In: a folder as Hugging Face keeps a model. Out: the same model as a GGUF file, which is what everything else reads
/// and engines serve. Next: nothing; it is done once a folder.
@NullMarked
package dev.becas.gputrainer.huggingface;

import org.jspecify.annotations.NullMarked;
