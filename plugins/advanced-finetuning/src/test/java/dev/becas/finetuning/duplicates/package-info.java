@NullMarked
package dev.becas.finetuning.duplicates;

import org.jspecify.annotations.NullMarked;
