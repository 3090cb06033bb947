/// In: public and made-up rows. Out: proof that the linear learner learns. Next: nothing.
@NullMarked
package dev.becas.linear;

import org.jspecify.annotations.NullMarked;
