/// In: a frozen dataset. Out: files of it for other tools, in the format that they read, with a manifest of hashes.
/// Next: whoever trains elsewhere.
@NullMarked
package dev.becas.finetuning.export;

import org.jspecify.annotations.NullMarked;
