@NullMarked
package dev.becas.finetuning.dataset;

import org.jspecify.annotations.NullMarked;
