/// In: what is known about one example (`ScoringFacts`). Out: its `Score`, in basis points, with every factor kept.
/// Next: `examples`, which stores it.
///
/// A score is a sum of integers, so it is the same on every machine and can be explained line by line.
@NullMarked
package dev.becas.finetuning.scoring;

import org.jspecify.annotations.NullMarked;
