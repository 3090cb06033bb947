@NullMarked
package dev.becas.gputrainer.chat;

import org.jspecify.annotations.NullMarked;
