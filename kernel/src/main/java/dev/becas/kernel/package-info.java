/// The ground floor: knows nobody. In: a data folder, a configuration, a clock. Out: a [dev.becas.kernel.Kernel] with
/// store, bus and ports. Next: plugins and bot stand on it.
@NullMarked
package dev.becas.kernel;

import org.jspecify.annotations.NullMarked;
