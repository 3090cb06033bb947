@NullMarked
package dev.becas.gputrainer.huggingface;

import org.jspecify.annotations.NullMarked;
