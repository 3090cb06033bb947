@NullMarked
package dev.becas.finetuning.scoring;

import org.jspecify.annotations.NullMarked;
