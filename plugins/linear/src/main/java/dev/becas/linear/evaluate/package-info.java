/// In: a model and labelled rows it never saw. Out: how good it is, with intervals. Next: the report, and the decision
/// whether it may be shadow-tested.
@NullMarked
package dev.becas.linear.evaluate;

import org.jspecify.annotations.NullMarked;
