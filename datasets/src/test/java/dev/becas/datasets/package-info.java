/// In: generated conversations, stock text and gold sets. Out: proof of what they hold and lack. Next: nothing.
@NullMarked
package dev.becas.datasets;

import org.jspecify.annotations.NullMarked;
