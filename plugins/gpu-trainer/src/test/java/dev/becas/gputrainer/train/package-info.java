@NullMarked
package dev.becas.gputrainer.train;

import org.jspecify.annotations.NullMarked;
