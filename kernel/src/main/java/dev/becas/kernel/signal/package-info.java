/// What may be lost: progress and gauges. In: signals from whoever does long work. Out: deliveries in memory to
/// screens, streams and dashboards, the oldest dropped and counted when one of them is slow. Next: `bus` carries what
/// must survive.
@NullMarked
package dev.becas.kernel.signal;

import org.jspecify.annotations.NullMarked;
