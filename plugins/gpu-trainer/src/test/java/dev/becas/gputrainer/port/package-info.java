@NullMarked
package dev.becas.gputrainer.port;

import org.jspecify.annotations.NullMarked;
