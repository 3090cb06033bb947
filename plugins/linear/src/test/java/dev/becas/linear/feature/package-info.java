/// In: made-up inputs. Out: proof that `feature` does what it says. Next: the public posts one package up.
@NullMarked
package dev.becas.linear.feature;

import org.jspecify.annotations.NullMarked;
