/// In: how good two models are, and how rare what they look for is. Out: how often the promotion rule promotes, and
/// after how many pairs. Next: the table and the plot in `docs/reference/promotion-decision.md`.
@NullMarked
package dev.becas.benchmarks.decision;

import org.jspecify.annotations.NullMarked;
