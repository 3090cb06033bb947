@NullMarked
package dev.becas.gputrainer;

import org.jspecify.annotations.NullMarked;
