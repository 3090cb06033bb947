@NullMarked
package dev.becas.gputrainer.learn;

import org.jspecify.annotations.NullMarked;
