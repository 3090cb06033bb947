@NullMarked
package dev.becas.finetuning.daily;

import org.jspecify.annotations.NullMarked;
