/// The fourteen categories as data: labels, polarity, risk, family. In: nothing. Out:
/// [dev.becas.kernel.category.Categories]. Next: prompts, collectors, decisions.
@NullMarked
package dev.becas.kernel.category;

import org.jspecify.annotations.NullMarked;
