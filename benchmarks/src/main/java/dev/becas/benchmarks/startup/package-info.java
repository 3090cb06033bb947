/// The whole process: start and rest. In: the built product. Out: seconds and memory.
/// Next: people.
@NullMarked
package dev.becas.benchmarks.startup;

import org.jspecify.annotations.NullMarked;
