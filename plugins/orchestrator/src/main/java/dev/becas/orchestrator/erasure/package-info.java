/// In: `dataset.revised`. Out: which versions learned from texts that are erased, and a round of training for those
/// that answer. Next: [dev.becas.orchestrator.pipeline].
@NullMarked
package dev.becas.orchestrator.erasure;

import org.jspecify.annotations.NullMarked;
