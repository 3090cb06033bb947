@NullMarked
package dev.becas.gputrainer.command;

import org.jspecify.annotations.NullMarked;
