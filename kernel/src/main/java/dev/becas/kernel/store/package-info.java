/// The one SQL store: one writer with group commit, a few readers, migrations by component. In: effects. Out: rows that
/// survive. Next: `bus` keeps its journal here, plugins their tables.
@NullMarked
package dev.becas.kernel.store;

import org.jspecify.annotations.NullMarked;
