@NullMarked
package dev.becas.finetuning.redaction;

import org.jspecify.annotations.NullMarked;
