/// In: made-up inputs. Out: proof that `fit` does what it says. Next: the public posts one package up.
@NullMarked
package dev.becas.linear.fit;

import org.jspecify.annotations.NullMarked;
