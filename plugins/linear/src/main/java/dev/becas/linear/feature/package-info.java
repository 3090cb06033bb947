/// In: one rendered input (`message: ...`, `rule: ...`, `author trust: ...`). Out: the numbers of the features it has,
/// in four blocks. Next: `model` weighs them, `fit` learns the weights.
///
/// A feature is a hash, so there is no vocabulary to ship, and no word is stored that a person typed.
@NullMarked
package dev.becas.linear.feature;

import org.jspecify.annotations.NullMarked;
