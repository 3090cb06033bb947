@NullMarked
package dev.becas.gputrainer.dataset;

import org.jspecify.annotations.NullMarked;
