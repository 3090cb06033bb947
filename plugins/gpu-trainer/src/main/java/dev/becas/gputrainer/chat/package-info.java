/// In: messages with their roles. Out: one text exactly as the model was taught to read them. Next: `tokenizer`.
@NullMarked
package dev.becas.gputrainer.chat;

import org.jspecify.annotations.NullMarked;
