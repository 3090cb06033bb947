/// A category's prompt, rendered once for trainer, local runtime and server alike. In: named fields. Out: one text and
/// its digest. Next: runtimes score its labels.
@NullMarked
package dev.becas.kernel.prompt;

import org.jspecify.annotations.NullMarked;
