@NullMarked
package dev.becas.gputrainer.evaluate;

import org.jspecify.annotations.NullMarked;
