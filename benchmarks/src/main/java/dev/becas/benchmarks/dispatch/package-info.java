/// What a delivery costs. In: events in memory. Out: deliveries a second.
/// Next: the durable bus is measured with its writes in `publish`.
@NullMarked
package dev.becas.benchmarks.dispatch;

import org.jspecify.annotations.NullMarked;
