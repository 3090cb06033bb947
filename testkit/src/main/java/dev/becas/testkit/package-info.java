/// What a plugin's tests need. In: a temporary folder. Out: a real kernel on a real SQLite file, and the contracts of
/// the ports. Next: extend a contract test, or open a [dev.becas.testkit.TestKernel].
@NullMarked
package dev.becas.testkit;

import org.jspecify.annotations.NullMarked;
