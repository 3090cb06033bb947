/// Where a base comes from. In: a word that names one. Out: a GGUF file of this machine. Next: `gguf` reads it.
@NullMarked
package dev.becas.gputrainer.base;

import org.jspecify.annotations.NullMarked;
