/// In: labelled inputs and settings. Out: a trained, calibrated model, the same bytes for the same rows and settings
/// whether or not the run was killed on the way. Next: `evaluate` measures it on rows it never saw.
@NullMarked
package dev.becas.linear.fit;

import org.jspecify.annotations.NullMarked;
