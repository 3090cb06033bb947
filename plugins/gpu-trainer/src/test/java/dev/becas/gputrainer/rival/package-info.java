@NullMarked
package dev.becas.gputrainer.rival;

import org.jspecify.annotations.NullMarked;
