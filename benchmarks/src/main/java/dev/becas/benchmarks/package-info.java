/// Measurements, side by side in one run. In: names of benchmarks. Out: sections of `docs/reference/benchmarks.md`.
/// Next: one package a benchmark; [dev.becas.benchmarks.Benchmarks] runs them.
@NullMarked
package dev.becas.benchmarks;

import org.jspecify.annotations.NullMarked;
