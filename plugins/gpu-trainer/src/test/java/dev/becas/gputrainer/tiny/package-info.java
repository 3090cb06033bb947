@NullMarked
package dev.becas.gputrainer.tiny;

import org.jspecify.annotations.NullMarked;
