/// The ground floor: knows nobody.
@NullMarked
package dev.becas.kernel;

import org.jspecify.annotations.NullMarked;
