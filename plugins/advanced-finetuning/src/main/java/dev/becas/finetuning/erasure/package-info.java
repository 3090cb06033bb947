/// In: `author.erased`. Out: examples that are gone, and of each dataset that held one a new revision with a tombstone.
/// Next: the orchestrator, which trains again what answers.
@NullMarked
package dev.becas.finetuning.erasure;

import org.jspecify.annotations.NullMarked;
