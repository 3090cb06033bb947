/// In: labels, the truth of held-out rows, and what a model held for probable. Out: how good that is, with intervals.
/// Next: the report, and the provenance in each file that is written.
@NullMarked
package dev.becas.gputrainer.evaluate;

import org.jspecify.annotations.NullMarked;
