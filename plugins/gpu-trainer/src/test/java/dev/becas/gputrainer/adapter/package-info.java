@NullMarked
package dev.becas.gputrainer.adapter;

import org.jspecify.annotations.NullMarked;
