/// Durable publishing and effects beside raw SQLite. In: events. Out: rows on the disk.
/// Next: `pipeline` puts moderation on top.
@NullMarked
package dev.becas.benchmarks.publish;

import org.jspecify.annotations.NullMarked;
