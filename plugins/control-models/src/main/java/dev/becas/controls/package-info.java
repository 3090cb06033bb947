/// Candidates that must never be promoted, for the controls of `.ci/controls`; no part of the product. In: requests for
/// training. Out: models that flag nothing, flag everything, guess, or copy the live one. Next: the whole pipeline,
/// which must refuse each of them.
@NullMarked
package dev.becas.controls;

import org.jspecify.annotations.NullMarked;
