/// The port of a trainer. In: a frozen dataset and settings. Out: an artifact with its held-out evaluation.
/// Next: the registry.
@NullMarked
package dev.becas.kernel.training;

import org.jspecify.annotations.NullMarked;
