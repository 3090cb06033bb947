/// In: a folder of Hugging Face, `config.json` with `*.safetensors`. Out: the same model description and the same
/// weights that a GGUF file gives. Next: `model`.
@NullMarked
package dev.becas.gputrainer.safetensors;

import org.jspecify.annotations.NullMarked;
