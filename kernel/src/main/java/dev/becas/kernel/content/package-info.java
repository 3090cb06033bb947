/// What people typed, apart from the journal and erasable. In: text with its author and guild. Out: a content id for
/// events. Next: prompts and collectors read it back while it is there.
@NullMarked
package dev.becas.kernel.content;

import org.jspecify.annotations.NullMarked;
