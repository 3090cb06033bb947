/// In: made-up inputs. Out: proof that `evaluate` does what it says. Next: the public posts one package up.
@NullMarked
package dev.becas.linear.evaluate;

import org.jspecify.annotations.NullMarked;
