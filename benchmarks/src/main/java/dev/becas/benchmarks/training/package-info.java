/// In: public posts, and the reports of runs that learned them. Out: rows as JSON lines, and the page of figures.
/// Next: `benchmarks/real-data` trains between the two.
@NullMarked
package dev.becas.benchmarks.training;

import org.jspecify.annotations.NullMarked;
