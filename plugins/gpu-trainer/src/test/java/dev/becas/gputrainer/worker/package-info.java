@NullMarked
package dev.becas.gputrainer.worker;

import org.jspecify.annotations.NullMarked;
