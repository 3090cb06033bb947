/// In: what training learned. Out: files that others read: a PEFT adapter, an adapter GGUF, a merged GGUF. Next: the
/// registry keeps them, an engine serves them.
@NullMarked
package dev.becas.gputrainer.adapter;

import org.jspecify.annotations.NullMarked;
