/// In: files of the safetensors format, which Hugging Face and PEFT write. Out: named arrays of floats, read and
/// written. Next: `train` keeps its checkpoints so, `adapter` what was learned.
@NullMarked
package dev.becas.gputrainer.safetensors;

import org.jspecify.annotations.NullMarked;
