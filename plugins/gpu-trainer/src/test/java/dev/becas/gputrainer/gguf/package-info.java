@NullMarked
package dev.becas.gputrainer.gguf;

import org.jspecify.annotations.NullMarked;
