@NullMarked
package dev.becas.finetuning;

import org.jspecify.annotations.NullMarked;
