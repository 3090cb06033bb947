@NullMarked
package dev.becas.gputrainer.score;

import org.jspecify.annotations.NullMarked;
