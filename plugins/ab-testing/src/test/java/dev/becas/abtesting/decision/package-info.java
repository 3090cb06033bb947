/// Tests of the promotion decision, against exact sums and against figures worked out elsewhere.
@NullMarked
package dev.becas.abtesting.decision;

import org.jspecify.annotations.NullMarked;
