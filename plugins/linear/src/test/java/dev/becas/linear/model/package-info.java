/// In: made-up inputs. Out: proof that `model` does what it says. Next: the public posts one package up.
@NullMarked
package dev.becas.linear.model;

import org.jspecify.annotations.NullMarked;
