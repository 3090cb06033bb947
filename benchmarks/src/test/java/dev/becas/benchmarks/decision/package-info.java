/// A small run of the simulator that holds the figures of the rule.
@NullMarked
package dev.becas.benchmarks.decision;

import org.jspecify.annotations.NullMarked;
