@NullMarked
package dev.becas.kernel.command;

import org.jspecify.annotations.NullMarked;
