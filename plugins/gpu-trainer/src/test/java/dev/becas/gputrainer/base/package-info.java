/// Tests of where a base comes from.
@NullMarked
package dev.becas.gputrainer.base;

import org.jspecify.annotations.NullMarked;
