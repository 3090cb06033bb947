/// Tests of prompts. In: fields and policies. Out: the same text and digest, however they are made. Next: nothing.
@NullMarked
package dev.becas.kernel.prompt;

import org.jspecify.annotations.NullMarked;
