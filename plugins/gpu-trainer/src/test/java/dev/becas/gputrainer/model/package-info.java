@NullMarked
package dev.becas.gputrainer.model;

import org.jspecify.annotations.NullMarked;
