/// In: JSON Lines. Out: rows, and their token ids as the model's own template writes them. Next: `train` learns from
/// them, `score` asks for their labels.
@NullMarked
package dev.becas.gputrainer.dataset;

import org.jspecify.annotations.NullMarked;
