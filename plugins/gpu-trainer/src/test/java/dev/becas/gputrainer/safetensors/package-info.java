@NullMarked
package dev.becas.gputrainer.safetensors;

import org.jspecify.annotations.NullMarked;
