/// In: the rows that a run learned and those it held out, and what the base and the tuned model answered to the latter.
/// Out: what cheaper ways come to on the same rows, and a verdict. Next: the report, and the pipeline, which trains
/// nothing that does not pay.
@NullMarked
package dev.becas.gputrainer.rival;

import org.jspecify.annotations.NullMarked;
