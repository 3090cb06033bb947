@NullMarked
package dev.becas.gputrainer.tokenizer;

import org.jspecify.annotations.NullMarked;
