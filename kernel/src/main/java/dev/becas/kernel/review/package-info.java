/// The one queue in which people are asked. In: uncertain cases, reports, disagreements, audits. Out: `label.given`
/// events. Next: the pipeline corrects itself, shadow tests learn the truth.
@NullMarked
package dev.becas.kernel.review;

import org.jspecify.annotations.NullMarked;
