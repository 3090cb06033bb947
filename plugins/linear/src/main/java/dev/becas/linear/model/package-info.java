/// In: a model file and the features of an input. Out: a calibrated log-probability for each label. Next: the runtime
/// that answers the cascade.
@NullMarked
package dev.becas.linear.model;

import org.jspecify.annotations.NullMarked;
