/// In: words for devices, and machines with and without cards. Out: whether the right one is taken or the right
/// sentence said. Next: nothing.
@NullMarked
package dev.becas.gputrainer.device;

import org.jspecify.annotations.NullMarked;
