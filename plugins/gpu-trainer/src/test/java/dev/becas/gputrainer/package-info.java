/// In: made-up files. Out: proof that the plugin starts. Next: nothing.
@NullMarked
package dev.becas.gputrainer;

import org.jspecify.annotations.NullMarked;
